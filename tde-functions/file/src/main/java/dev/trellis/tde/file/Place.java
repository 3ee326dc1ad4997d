package dev.trellis.tde.file;

import java.nio.file.Path;

/** Where a file is or shall be; policy allows it. */
sealed interface Place {
    /** The address as it was given. */
    String uri();

    /** @param path without links, so that what was checked is what is used */
    record Local(String uri, Path path) implements Place {}

    record Stored(String uri) implements Place {}
}
