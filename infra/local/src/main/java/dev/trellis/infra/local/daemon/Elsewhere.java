package dev.trellis.infra.local.daemon;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A cloud that is used in place of the local one, such as LocalStack's.
 *
 * @param address its one address for all services
 * @param functions whether functions run there too, made by somebody else; if not, this machine runs them, and makes in that cloud
 *     what it needs
 */
public record Elsewhere(URI address, boolean functions) {
    /** What it takes over in any case. */
    private static final Set<String> STORES = Set.of("sqs", "dynamodb", "s3");

    /**
     * By {@code TRELLIS_ENDPOINT} and {@code TRELLIS_FUNCTIONS}; none where the first is not said.
     *
     * @throws IllegalArgumentException when one of them is wrong, with what would be right
     */
    static Optional<Elsewhere> from(Map<String, String> environment) {
        String functions = environment.getOrDefault("TRELLIS_FUNCTIONS", "there");
        if (!functions.equals("here") && !functions.equals("there")) {
            throw new IllegalArgumentException("TRELLIS_FUNCTIONS=" + functions + " is neither here nor there");
        }
        return Optional.of(environment.getOrDefault("TRELLIS_ENDPOINT", ""))
                .filter(text -> !text.isBlank())
                .map(text -> new Elsewhere(address(text), functions.equals("there")));
    }

    /**
     * The address of a cloud.
     *
     * @throws IllegalArgumentException when it is none, with an example
     */
    public static URI address(String text) {
        if (!text.matches("https?://[^/\\s]+")) {
            throw new IllegalArgumentException(
                    "TRELLIS_ENDPOINT=" + text + " is no address; write for example http://127.0.0.1:4566");
        }
        return URI.create(text);
    }

    boolean has(String service) {
        return STORES.contains(service) || (functions && service.equals("lambda"));
    }
}
