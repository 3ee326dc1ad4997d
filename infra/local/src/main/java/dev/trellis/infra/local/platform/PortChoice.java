package dev.trellis.infra.local.platform;

import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The port that a service of the local cloud listens on, and whether it had to move.
 *
 * @param service the service's name
 * @param wanted the port it has by default
 * @param port the port it got
 */
public record PortChoice(String service, int wanted, int port) {

    private static final int STEP = 20;
    private static final int ATTEMPTS = 200;

    /**
     * Chooses the wanted port when it is free and otherwise the nearest free one in steps of {@value #STEP}, which keeps a second
     * platform's ports in a block of their own.
     *
     * @throws IllegalStateException when none of {@value #ATTEMPTS} candidates is free
     */
    public static PortChoice choose(String service, int wanted, IntPredicate free) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int candidate = wanted + attempt * STEP;
            if (candidate <= 65_535 && free.test(candidate)) {
                return new PortChoice(service, wanted, candidate);
            }
        }
        throw new IllegalStateException(
                "%s: no free port found from %d upwards; stop what occupies them".formatted(service, wanted));
    }

    /** A sentence for people when the service is not where it is by default. */
    public Optional<String> notice() {
        return port == wanted
                ? Optional.empty()
                : Optional.of("%s: port %d is taken, using %d".formatted(service, wanted, port));
    }
}
