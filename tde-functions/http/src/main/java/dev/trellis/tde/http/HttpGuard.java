package dev.trellis.tde.http;

import dev.trellis.contract.wire.JsonFields;
import dev.trellis.tde.runtime.TaskFailedException;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * The guard-rails for calls.
 *
 * @param allowedHosts patterns such as {@code api.example.org}, {@code *.example.org}, {@code 127.0.0.1:8431}; without a
 *     port the standard port of the scheme is meant
 * @param allowPrivate whether private and loopback addresses may be called, where host and port are listed literally
 * @param maxResponseBytes longest body that is read into memory
 * @param maxFileBytes longest body that is saved
 */
record HttpGuard(
        List<String> allowedHosts,
        List<String> allowedSchemes,
        boolean allowPrivate,
        int maxResponseBytes,
        int maxFileBytes) {
    private static final int MIB = 1024 * 1024;

    /** The guard-rails of policy; where it names no host, none may be called. */
    static HttpGuard of(JsonFields rails) {
        List<String> schemes = rails.texts("allowed_schemes");
        return new HttpGuard(
                rails.texts("allowed_hosts"),
                schemes.isEmpty() ? List.of("https", "http") : schemes,
                rails.flag("allow_private", false),
                rails.integer("max_response_bytes", 1, 1024 * MIB, MIB),
                rails.integer("max_file_bytes", 1, 1024 * MIB, 256 * MIB));
    }

    /** Complains about an address that may not be called. */
    Destination check(URI uri) throws TaskFailedException {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!allowedSchemes.contains(scheme) || uri.getHost() == null) {
            throw TaskFailedException.permanent(
                    "http_scheme_refused",
                    "%s is not an address with a host and one of the schemes %s".formatted(shown(uri), allowedSchemes));
        }
        if (uri.getRawUserInfo() != null) {
            throw TaskFailedException.permanent(
                    "http_address_refused", "an address must not carry credentials; use a header with secret://NAME");
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : standardPort(scheme);
        if (allowedHosts.stream().noneMatch(pattern -> matches(pattern, host, port, scheme))) {
            throw TaskFailedException.permanent(
                    "http_host_refused",
                    "the policy's guard_rails.http.allowed_hosts name no %s:%d; they name %s"
                            .formatted(host, port, allowedHosts));
        }
        boolean literal = allowedHosts.stream().anyMatch((host + ":" + port)::equalsIgnoreCase);
        return new Destination(host, port, allowPrivate && literal);
    }

    private static boolean matches(String pattern, String host, int port, String scheme) {
        int colon = pattern.lastIndexOf(':');
        boolean hasPort = colon > pattern.lastIndexOf(']') && colon >= 0;
        String name = (hasPort ? pattern.substring(0, colon) : pattern).toLowerCase(Locale.ROOT);
        String wanted = hasPort ? pattern.substring(colon + 1) : Integer.toString(standardPort(scheme));
        boolean hostMatches = name.startsWith("*.") ? host.endsWith(name.substring(1)) : host.equals(name);
        return hostMatches && wanted.equals(Integer.toString(port));
    }

    private static int standardPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    /** An address without its query, which may hold what no log should. */
    static String shown(URI uri) {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() >= 0 ? ":" + uri.getPort() : "")
                + (uri.getRawPath() == null ? "" : uri.getRawPath());
    }

    /**
     * Where a call may go.
     *
     * @param privateToo whether its address may be a private one
     */
    record Destination(String host, int port, boolean privateToo) {}
}
