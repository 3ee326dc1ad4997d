package dev.trellis.infra.local.catalog;

import dev.trellis.infra.local.function.FunctionDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The folder of unpacked function packages, one sub-folder a kind.
 *
 * <p>A package's {@code function.properties} names its {@code handler}; without that file the handler of Quarkus Funqy is taken.
 *
 * @param folder its path
 */
public record FunctionPackages(Path folder) {

    /** The file in a package that says how it is run. */
    public static final String PROPERTIES = "function.properties";

    private static final String FUNQY = "io.quarkus.funqy.lambda.FunqyStreamHandler::handleRequest";

    /** What to run for a kind; empty when no package of that kind was built. */
    public Optional<FunctionDefinition.Code> find(String kind) {
        Path code = folder.resolve(kind).toAbsolutePath().normalize();
        if (!Files.isDirectory(code)) {
            return Optional.empty();
        }
        return Optional.of(new FunctionDefinition.Code(code, handler(code)));
    }

    /** The kinds that have a package, sorted. */
    public List<String> kinds() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String handler(Path code) {
        Path file = code.resolve(PROPERTIES);
        if (!Files.exists(file)) {
            return FUNQY;
        }
        Properties properties = new Properties();
        try (var text = Files.newBufferedReader(file)) {
            properties.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("handler", FUNQY);
    }
}
