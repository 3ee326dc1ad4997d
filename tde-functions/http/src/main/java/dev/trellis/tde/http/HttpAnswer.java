package dev.trellis.tde.http;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a service answered.
 *
 * @param from who answered, after redirects
 * @param head what stands before the body
 * @param body empty when it was saved
 * @param saved the file that holds the body, null when it is not to be saved or the status says no success
 */
record HttpAnswer(
        int status,
        URI from,
        Head head,
        byte[] body,
        @Nullable Path saved) {
    /**
     * The headers that matter.
     *
     * @param contentType media type without parameters, lower case; null when the service named none
     * @param location where a redirect leads, null when it does not
     * @param retryAfter when to come again, as the service wrote it
     */
    record Head(
            @Nullable String contentType,
            @Nullable String location,
            @Nullable String retryAfter) {}

    boolean isRedirect() {
        return head.location() != null
                && (status == 301 || status == 302 || status == 303 || status == 307 || status == 308);
    }
}
