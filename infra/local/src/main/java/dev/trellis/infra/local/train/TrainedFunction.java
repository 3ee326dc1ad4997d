package dev.trellis.infra.local.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A built function that gets a package.
 *
 * @param kind the executor kind, or {@code pdo}
 * @param module the folder of the module that builds it
 */
public record TrainedFunction(String kind, Path module) {

    /** What the module's build leaves: the zip that Lambda takes. */
    public Path zip() {
        return module.resolve("target").resolve("function.zip");
    }

    /** The module's own training events. */
    Path trainingFolder() {
        return module.resolve("src").resolve("training");
    }

    /** Every function that was built below a repository, by kind. */
    public static List<TrainedFunction> below(Path repository) throws IOException {
        List<TrainedFunction> functions = new ArrayList<>();
        functions.add(
                new TrainedFunction("pdo", repository.resolve("pdo-function").resolve("aws-lambda")));
        Path kinds = repository.resolve("tde-functions");
        if (Files.isDirectory(kinds)) {
            try (Stream<Path> modules = Files.list(kinds)) {
                modules.sorted()
                        .map(module -> new TrainedFunction(module.getFileName().toString(), module))
                        .forEach(functions::add);
            }
        }
        return functions.stream()
                .filter(function -> Files.exists(function.zip()))
                .toList();
    }
}
