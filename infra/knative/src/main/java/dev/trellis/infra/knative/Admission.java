package dev.trellis.infra.knative;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who may deliver: whoever knows a token, as the bearer of a header, or as {@code ?token=} of the address, since a trigger's subscriber is an
 * address and no more. Without a token, everybody who reaches the port.
 */
record Admission(Optional<String> token) {
    static final Admission OPEN = new Admission(Optional.empty());
    private static final String BEARER = "Bearer ";
    private static final String PARAMETER = "token=";

    /** A broker may bring a bearer of its own, so either of the two is enough. */
    boolean admits(HttpExchange exchange) {
        return token.isEmpty()
                || Stream.concat(bearers(exchange), parameters(exchange)).anyMatch(this::isToken);
    }

    private static Stream<String> bearers(HttpExchange exchange) {
        return exchange.getRequestHeaders().getOrDefault("Authorization", List.of()).stream()
                .filter(value -> value.startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()));
    }

    private static Stream<String> parameters(HttpExchange exchange) {
        return Stream.ofNullable(exchange.getRequestURI().getRawQuery())
                .flatMap(query -> Arrays.stream(query.split("&")))
                .filter(part -> part.startsWith(PARAMETER))
                .map(part -> decoded(part.substring(PARAMETER.length())));
    }

    /** A plus is a plus: tokens in Base64 have it, and nobody means a space. */
    private static String decoded(String raw) {
        return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
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
