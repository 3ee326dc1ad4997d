package dev.trellis.cli.rest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Builds request paths; every part is encoded. */
public final class Paths {
    private final StringBuilder path;
    private char separator = '?';

    private Paths(String path) {
        this.path = new StringBuilder(path);
    }

    /** A path of fixed text and, in place of each {@code %s}, an encoded segment. */
    public static Paths of(String template, String... segments) {
        Object[] encoded = java.util.Arrays.stream(segments).map(Paths::encode).toArray();
        return new Paths(template.formatted(encoded));
    }

    /** Adds a query parameter unless the value is null. */
    public Paths with(String name, @Nullable Object value) {
        if (value != null) {
            path.append(separator).append(name).append('=').append(encode(value.toString()));
            separator = '&';
        }
        return this;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
