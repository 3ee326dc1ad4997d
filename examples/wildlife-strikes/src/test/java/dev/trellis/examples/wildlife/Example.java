package dev.trellis.examples.wildlife;

import java.nio.file.Path;

/** Where the example and the repository lie. */
final class Example {
    private Example() {}

    static Path folder() {
        return Path.of("").toAbsolutePath();
    }

    static Path repository() {
        return folder().resolve("../..").normalize();
    }

    static Path registry() {
        return folder().resolve("registry");
    }

    static Path data() {
        return folder().resolve("data").resolve("birdstrikes.csv");
    }
}
