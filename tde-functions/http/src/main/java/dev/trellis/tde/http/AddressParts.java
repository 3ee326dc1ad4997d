package dev.trellis.tde.http;

import dev.trellis.tde.runtime.TaskFailedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;

/** Puts an address together. */
final class AddressParts {
    /**
     * The address with a query added.
     *
     * @param query values that are not encoded yet
     */
    static URI join(String address, List<Map.Entry<String, String>> query) throws TaskFailedException {
        StringBuilder whole = new StringBuilder(address);
        for (Map.Entry<String, String> part : query) {
            whole.append(whole.indexOf("?") < 0 ? '?' : '&')
                    .append(Template.encoded(part.getKey()))
                    .append('=')
                    .append(Template.encoded(part.getValue()));
        }
        try {
            return withoutDots(new URI(whole.toString()));
        } catch (URISyntaxException broken) {
            throw TaskFailedException.permanent(
                    "invalid_input", "the address is malformed: " + broken.getReason(), broken);
        }
    }

    /** An input that fills a part of the path must not climb out of the place that the entry gives it. */
    private static URI withoutDots(URI uri) throws TaskFailedException {
        String path = uri.getPath() == null ? "" : uri.getPath();
        for (String part : path.split("[/\\\\]", -1)) {
            if (part.equals(".") || part.equals("..")) {
                throw TaskFailedException.permanent("invalid_input", "the address must not hold . or .. in its path");
            }
        }
        return uri;
    }

    private AddressParts() {}
}
