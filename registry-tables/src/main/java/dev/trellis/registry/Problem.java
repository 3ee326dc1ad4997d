package dev.trellis.registry;

/**
 * Why something cannot go into a registry.
 *
 * @param source the file or the entry, for example {@code tde/data.extract.csv.yaml}
 * @param path JSON path inside it; {@code $} is the whole
 * @param message what is wrong and what to do, for a person
 */
public record Problem(String source, String path, String message) {

    @Override
    public String toString() {
        return source + ": at " + path + ": " + message;
    }
}
