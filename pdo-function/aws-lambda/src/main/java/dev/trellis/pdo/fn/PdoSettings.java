package dev.trellis.pdo.fn;

import dev.trellis.pdo.cycle.LoopSettings;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * The settings of the function, from its environment.
 *
 * @param engine base address of the engine host, {@code TRELLIS_ENGINE_URL}
 * @param token bearer token with the role service, {@code TRELLIS_ENGINE_TOKEN}
 * @param loop with the linger time of {@code TRELLIS_LINGER}, an ISO-8601 duration such as {@code PT10S}
 */
record PdoSettings(URI engine, String token, LoopSettings loop) {
    static PdoSettings from(Map<String, String> environment) {
        return new PdoSettings(
                URI.create(required(environment, "TRELLIS_ENGINE_URL")),
                required(environment, "TRELLIS_ENGINE_TOKEN"),
                LoopSettings.DEFAULT.withLinger(linger(environment)));
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(name + " is not set in the environment of the PDO function");
        }
        return value.strip();
    }

    private static Duration linger(Map<String, String> environment) {
        String text = environment.getOrDefault("TRELLIS_LINGER", "PT10S");
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalStateException("TRELLIS_LINGER is a duration such as PT10S, not: " + text, e);
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "PdoSettings[" + engine + ", " + loop + "]";
    }
}
