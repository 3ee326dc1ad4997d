package dev.trellis.tde.http;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a service answered.
 *
 * @param from who answered, after redirects
 * @param contentType media type without parameters, lower case; null when the service named none
 * @param location where a redirect leads, null when it does not
 */
record HttpAnswer(
        int status,
        URI from,
        @Nullable String contentType,
        @Nullable String location,
        byte[] body) {
    boolean isRedirect() {
        return location != null && (status == 301 || status == 302 || status == 303 || status == 307 || status == 308);
    }
}
