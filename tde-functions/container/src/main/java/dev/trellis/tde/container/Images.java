package dev.trellis.tde.container;

import dev.trellis.tde.child.Shown;
import dev.trellis.tde.runtime.TaskFailedException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which images may run: named with their digest, so that a name never changes its meaning, and allowed by policy. */
final class Images {
    private static final Pattern LOCAL = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern NAMED = Pattern.compile(
            "[a-z0-9]([a-z0-9.-]{0,98}[a-z0-9])?(:[0-9]{1,5})?(/[a-z0-9]([a-z0-9._-]{0,98}[a-z0-9])?){0,8}"
                    + "@sha256:[0-9a-f]{64}");

    /** Refuses an image that policy does not allow, or that has no digest. */
    static void requireAllowed(String image, List<String> allowed) throws TaskFailedException {
        String why = refusal(image, allowed);
        if (why != null) {
            throw TaskFailedException.permanent("image_refused", why);
        }
    }

    /** Why an image may not run; null when it may. An allowed name ends with {@code /} for all that begin so. */
    static @Nullable String refusal(String image, List<String> allowed) {
        if (!LOCAL.matcher(image).matches() && !NAMED.matcher(image).matches()) {
            return "$.ref: an image is named NAME@sha256:HEX, or sha256:HEX where the engine has it, not "
                    + Shown.of(image);
        }
        String name = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
        boolean may = allowed.stream()
                .anyMatch(one -> one.equals(image)
                        || one.equals(name)
                        || (one.length() > 1 && one.endsWith("/") && name.startsWith(one)));
        return may
                ? null
                : "policy allows the images " + allowed.stream().map(Shown::of).toList()
                        + " under guard_rails.container.images, not " + image;
    }

    private Images() {}
}
