package dev.trellis.infra.local.daemon;

import dev.trellis.infra.local.platform.StateFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How one local cloud is run; read from the environment and the command line of the daemon.
 *
 * @param state where everything is kept
 * @param packages the folder of unpacked function packages, one sub-folder a kind
 * @param hostJar the engine host's {@code quarkus-run.jar}; none when only the cloud is wanted
 * @param portOffset added to every default port
 * @param timing periods
 * @param passOn the {@code TRELLIS_*} settings of the caller, given on to the host and to the PDO; {@code OTEL_*} to the host alone
 */
public record CloudSettings(
        StateFolder state,
        Path packages,
        Optional<Path> hostJar,
        int portOffset,
        Timing timing,
        Map<String, String> passOn) {

    /** The region in which the local cloud claims to be. */
    public static final String REGION = "us-east-1";

    /** The bucket of artifacts. */
    public static final String BUCKET = "trellis-artifacts";

    /**
     * Periods, each read from an ISO 8601 duration.
     *
     * @param timer the period of the PDO's timer, zero for no timer ({@code TRELLIS_TIMER_PERIOD}, default PT1M)
     * @param idle after which an idle function process ends ({@code TRELLIS_IDLE_TIME}, default PT20S)
     */
    public record Timing(Duration timer, Duration idle) {

        static Timing from(Map<String, String> environment) {
            return new Timing(
                    duration(environment, "TRELLIS_TIMER_PERIOD", "PT1M"),
                    duration(environment, "TRELLIS_IDLE_TIME", "PT20S"));
        }

        private static Duration duration(Map<String, String> environment, String name, String fallback) {
            String text = environment.getOrDefault(name, fallback);
            if (text.equals("off")) {
                return Duration.ZERO;
            }
            try {
                return Duration.parse(text);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(
                        "%s=%s is no ISO 8601 duration; write for example PT2S".formatted(name, text), e);
            }
        }
    }

    /** The process limit of each task function ({@code TRELLIS_FUNCTION_CONCURRENCY}; twice the cores by default, at least 4). */
    public int concurrency() {
        String text = passOn.get("TRELLIS_FUNCTION_CONCURRENCY");
        if (text == null) {
            return Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
        }
        if (!text.matches("[1-9]\\d{0,2}")) {
            throw new IllegalArgumentException(
                    "TRELLIS_FUNCTION_CONCURRENCY=" + text + " is no number of processes from 1 to 999");
        }
        return Integer.parseInt(text);
    }

    /** The cloud that is used in place of the local one; none unless said. */
    public Optional<Elsewhere> elsewhere() {
        return Elsewhere.from(passOn);
    }

    /** Where the engine host is reached on this machine, by where it listens ({@code TRELLIS_HTTP_HOST}). */
    public String hostAddress() {
        String listens = passOn.getOrDefault("TRELLIS_HTTP_HOST", "127.0.0.1");
        return listens.equals("0.0.0.0") ? "127.0.0.1" : listens;
    }

    /** Settings with the periods, the {@code TRELLIS_*} and OpenTelemetry's variables of an environment. */
    public static CloudSettings of(
            StateFolder state, Path packages, Optional<Path> hostJar, int portOffset, Map<String, String> environment) {
        var passOn = new TreeMap<String, String>();
        environment.forEach((name, value) -> {
            if (name.startsWith("TRELLIS_") || name.startsWith("OTEL_")) {
                passOn.put(name, value);
            }
        });
        return new CloudSettings(state, packages, hostJar, portOffset, Timing.from(environment), Map.copyOf(passOn));
    }
}
