package dev.trellis.tde.file;

import dev.trellis.contract.wire.JsonFields;
import dev.trellis.tde.runtime.TaskFailedException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The guard-rails for files: prefixes such as {@code file:///data/reports/} and {@code s3://trellis-artifacts/}. A local
 * prefix is a folder; the links on both ways are followed before they are compared.
 */
final class AllowedPrefixes {
    private final List<String> prefixes;

    AllowedPrefixes(JsonFields rails) {
        this.prefixes = rails.texts("allowed_prefixes");
    }

    /** The place of an address that policy allows. */
    Place check(String address) throws TaskFailedException, IOException {
        URI uri = parse(address);
        boolean allowed =
                switch (String.valueOf(uri.getScheme())) {
                    case "file" -> isWithin(real(localPath(uri)));
                    case "s3" -> isStored(address);
                    default ->
                        throw TaskFailedException.permanent(
                                "file_address", "an address begins with file:/// or s3://, not as in " + address);
                };
        if (!allowed) {
            throw TaskFailedException.permanent(
                    "file_refused",
                    "the policy's guard_rails.file.allowed_prefixes do not cover %s; they are %s"
                            .formatted(address, prefixes));
        }
        return uri.getScheme().equals("file")
                ? new Place.Local(address, real(localPath(uri)))
                : new Place.Stored(address);
    }

    private static URI parse(String address) throws TaskFailedException {
        try {
            URI uri = new URI(address);
            String path = uri.getPath();
            boolean climbs =
                    path == null || List.of(path.split("/", -1)).stream().anyMatch(AllowedPrefixes::isDots);
            if (climbs || address.indexOf('\0') >= 0 || path.indexOf('\0') >= 0) {
                throw TaskFailedException.permanent(
                        "file_address", "an address must not hold . or .. as a folder: " + address);
            }
            return uri;
        } catch (URISyntaxException malformed) {
            throw TaskFailedException.permanent(
                    "file_address", "malformed address " + address + ": " + malformed.getReason(), malformed);
        }
    }

    private static boolean isDots(String part) {
        return part.equals(".") || part.equals("..");
    }

    private static Path localPath(URI uri) throws TaskFailedException {
        boolean here = uri.getAuthority() == null && uri.getQuery() == null && uri.getFragment() == null;
        if (!here || !uri.getPath().startsWith("/")) {
            throw TaskFailedException.permanent(
                    "file_address", "a local address has the form file:///PATH, not " + uri);
        }
        return Path.of(uri.getPath());
    }

    private boolean isWithin(Path path) throws IOException, TaskFailedException {
        for (String prefix : prefixes) {
            if (prefix.startsWith("file:") && path.startsWith(real(localPath(parse(prefix))))) {
                return true;
            }
        }
        return false;
    }

    private boolean isStored(String address) {
        return prefixes.stream()
                .filter(prefix -> prefix.startsWith("s3://"))
                .anyMatch(prefix ->
                        address.equals(prefix) || address.startsWith(prefix.endsWith("/") ? prefix : prefix + "/"));
    }

    /** The path without links; what does not exist yet is added to the part that does. */
    private static Path real(Path path) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        Path existing = path;
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            Path parent = existing.getParent();
            if (parent == null) {
                return path;
            }
            missing.push(existing.getFileName());
            existing = parent;
        }
        Path real = existing.toRealPath();
        for (Path part : missing) {
            real = real.resolve(part);
        }
        return real;
    }
}
