package dev.trellis.bench;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where measurements find what they run.
 *
 * @param repository the root of the built repository
 * @param packages the function packages with their trained caches
 * @param scratch a folder of this run, for state folders and logs
 * @param rounds how often a short measurement is repeated; an odd number
 */
public record Surroundings(Path repository, Path packages, Path scratch, int rounds) {
    /** The same with a folder of its own below the scratch folder. */
    public Surroundings in(String folder) {
        return new Surroundings(repository, packages, scratch.resolve(folder), rounds);
    }

    /** Fails, with what to do, when something that the build makes is missing. */
    public Path built(String path) {
        Path file = repository.resolve(path);
        if (!Files.exists(file)) {
            throw new IllegalStateException("there is no " + path + "; build first: ./trellis build");
        }
        return file;
    }
}
