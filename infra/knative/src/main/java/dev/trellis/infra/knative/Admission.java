package dev.trellis.infra.knative;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * Who may deliver: whoever knows a token, as the bearer of a header, or as {@code ?token=} of the address, since a trigger's subscriber is an
 * address and no more. Without a token, everybody who reaches the port.
 */
record Admission(Optional<String> token) {
    static final Admission OPEN = new Admission(Optional.empty());
    private static final String BEARER = "Bearer ";
    private static final String PARAMETER = "token=";

    boolean admits(HttpExchange exchange) {
        return token.isEmpty()
                || bearer(exchange)
                        .or(() -> parameter(exchange))
                        .filter(this::isToken)
                        .isPresent();
    }

    private static Optional<String> bearer(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .filter(value -> value.startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()));
    }

    private static Optional<String> parameter(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestURI().getQuery()).stream()
                .flatMap(query -> Arrays.stream(query.split("&")))
                .filter(part -> part.startsWith(PARAMETER))
                .map(part -> part.substring(PARAMETER.length()))
                .findFirst();
    }

    /** In a time that tells nothing of where the difference is. */
    private boolean isToken(String given) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), token.orElseThrow().getBytes(StandardCharsets.UTF_8));
    }

    /** No word of the token. */
    @Override
    public String toString() {
        return token.isPresent() ? "Admission[by token]" : "Admission[open]";
    }
}
