package dev.trellis.pdo.invocation;

import dev.trellis.pdo.cycle.CyclePorts;
import dev.trellis.pdo.cycle.DispatchCycle;
import dev.trellis.pdo.cycle.LoopSettings;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * The settings of the function, from its environment.
 *
 * @param engine base address of the engine host, {@code TRELLIS_ENGINE_URL}
 * @param token bearer token with the role service, {@code TRELLIS_ENGINE_TOKEN}
 * @param loop with the linger time of {@code TRELLIS_LINGER}, an ISO-8601 duration such as {@code PT10S}
 * @param run how long a run may take where the invocation does not say, {@code TRELLIS_RUN}
 */
public record PdoSettings(URI engine, String token, LoopSettings loop, Duration run) {
    public static PdoSettings from(Map<String, String> environment) {
        return new PdoSettings(
                URI.create(required(environment, "TRELLIS_ENGINE_URL")),
                required(environment, "TRELLIS_ENGINE_TOKEN"),
                LoopSettings.DEFAULT.withLinger(duration(environment, "TRELLIS_LINGER", "PT10S")),
                duration(environment, "TRELLIS_RUN", "PT50S"));
    }

    /** The loop with these settings, in real time. */
    public DispatchCycle cycle(CyclePorts ports, InstantSource clock) {
        return new DispatchCycle(
                ports, loop, clock, () -> "pdo-" + UUID.randomUUID(), time -> LockSupport.parkNanos(time.toNanos()));
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(name + " is not set in the environment of the PDO function");
        }
        return value.strip();
    }

    private static Duration duration(Map<String, String> environment, String name, String fallback) {
        String text = environment.getOrDefault(name, fallback);
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalStateException(name + " is a duration such as " + fallback + ", not: " + text, e);
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "PdoSettings[" + engine + ", " + loop + "]";
    }
}
