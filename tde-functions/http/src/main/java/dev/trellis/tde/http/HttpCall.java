package dev.trellis.tde.http;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * One call.
 *
 * @param headers by name; {@code secretHeaders} are left out where a redirect leaves the host
 * @param body can be sent more than once; null when there is none
 */
record HttpCall(
        String method,
        URI uri,
        Map<String, String> headers,
        Map<String, String> secretHeaders,
        @Nullable HttpEntity body) {
    /** Methods of which two calls leave the same world as one (RFC 9110, 9.2.2). */
    static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS");

    private static final int SEE_OTHER = 303;
    private static final int TEMPORARY = 307;

    /** The call that a redirect asks for (RFC 9110, 15.4): from 307 on the same again, before it a GET unless it was one. */
    HttpCall redirected(int status, URI target) {
        boolean sameHost = target.getAuthority() != null
                && target.getAuthority().equalsIgnoreCase(uri.getAuthority())
                && String.valueOf(target.getScheme()).equalsIgnoreCase(uri.getScheme());
        Map<String, String> secrets = sameHost ? secretHeaders : Map.of();
        boolean repeats = status >= TEMPORARY || method.equals("GET") || method.equals("HEAD");
        if (repeats && status != SEE_OTHER) {
            return new HttpCall(method, target, headers, secrets, body);
        }
        return new HttpCall(method.equals("HEAD") ? "HEAD" : "GET", target, headers, secrets, null);
    }
}
