package dev.trellis.contract.port;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A secret value and the version it has.
 *
 * @param version changes with every value, and says nothing about it
 */
public record Secret(String name, String version, String value) {
    /** What stands in front of a name where a secret is meant: {@code secret://payments/token}. */
    public static final String SCHEME = "secret://";

    /** Names: letters, digits, dot, underscore, hyphen, and slashes between parts. */
    public static final Pattern NAME =
            Pattern.compile("(?=.{1,200}$)[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*");

    /** A shorter value could not be kept out of outputs: it would be found everywhere. */
    public static final int MIN_CHARS = 6;

    public static final int MAX_BYTES = 48 * 1024;

    public Secret {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(value, "value");
    }

    /** Checks a name and gives it back. */
    public static String requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "not the name of a secret: expected letters, digits, . _ - and slashes between parts, at most 200");
        }
        return name;
    }

    /** Checks a value and gives it back; what it complains about is the length alone. */
    public static String requireValue(String value) {
        if (value.length() < MIN_CHARS) {
            throw new IllegalArgumentException(
                    "a secret has at least " + MIN_CHARS
                            + " characters; a shorter one could not be told from ordinary text and so not be kept out of outputs");
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new IllegalArgumentException("a secret has at most " + MAX_BYTES + " bytes");
        }
        return value;
    }

    /** Without the value, so that no message and no log ever holds it. */
    @Override
    public String toString() {
        return "Secret[" + name + " " + version + "]";
    }
}
