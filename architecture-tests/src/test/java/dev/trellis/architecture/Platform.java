package dev.trellis.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The compiled classes and the sources of every module, as the reactor left them. */
final class Platform {
    /** Every module whose classes must be there; a rule over nothing would hold for nothing. */
    static final List<String> MODULES = List.of(
            "contract",
            "registry-tables",
            "infra/conformance",
            "infra/memory",
            "infra/aws",
            "infra/file",
            "infra/engine-http",
            "infra/local",
            "infra/knative",
            "pdo-function/core",
            "pdo-function/aws-lambda",
            "pdo-function/funqy",
            "tde-functions/runtime",
            "tde-functions/testkit",
            "tde-functions/kit",
            "tde-functions/binding-aws",
            "tde-functions/child",
            "tde-functions/script",
            "tde-functions/cli",
            "tde-functions/binding-knative",
            "tde-functions/container",
            "tde-functions/http",
            "tde-functions/sql",
            "tde-functions/file",
            "tde-functions/neo4j",
            "tde-functions/model",
            "tde-functions/onnx",
            "tde-functions/registry",
            "engine-host",
            "cli",
            "simulation",
            "benchmarks");

    private static final Path ROOT =
            Path.of(Objects.requireNonNull(System.getProperty("trellis.root"), "trellis.root"));
    private static final JavaClasses CLASSES = importAll();

    private Platform() {}

    static JavaClasses classes() {
        return CLASSES;
    }

    static Path root() {
        return ROOT;
    }

    /** Hand-written main sources of all modules. */
    static List<Path> sources() {
        return MODULES.stream().flatMap(Platform::sourcesOf).toList();
    }

    private static Stream<Path> sourcesOf(String module) {
        Path folder = ROOT.resolve(module).resolve("src/main/java");
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JavaClasses importAll() {
        List<Path> folders = MODULES.stream()
                .map(module -> ROOT.resolve(module).resolve("target/classes"))
                .toList();
        List<Path> missing =
                folders.stream().filter(folder -> !Files.isDirectory(folder)).toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("compile these modules first, or run the whole reactor: " + missing);
        }
        return new ClassFileImporter().importPaths(folders);
    }
}
