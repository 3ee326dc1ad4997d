package dev.trellis.infra.local.train;

import dev.trellis.infra.local.catalog.FunctionPackages;
import dev.trellis.infra.local.platform.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Turns a {@code function.zip} into a package folder: the classes at its root become one jar, since an AOT cache knows jars only;
 * the runtime interface client that Lambda's image would add is put beside; all jars get one fixed date, since a cache is bound to
 * the dates of its jars.
 */
final class PackageAssembly {

    private static final FileTime DATE = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    private static final String FUNQY = "io.quarkus.funqy.lambda.FunqyStreamHandler::handleRequest";
    private static final String STREAM = "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest";

    private final Path runtimeClient;

    /** An assembly that adds the jars of this folder. */
    PackageAssembly(Path runtimeClient) {
        this.runtimeClient = runtimeClient;
    }

    /** Replaces {@code target} by the package made of {@code zip}. */
    void assemble(Path zip, Path target) throws IOException {
        Path draft = target.resolveSibling(target.getFileName() + ".new");
        FileTree.delete(draft);
        Files.createDirectories(draft.resolve("lib"));
        unpack(zip, draft);
        addRuntimeClient(draft);
        NativeClient.unpack(jars(draft), draft);
        Files.writeString(draft.resolve(FunctionPackages.PROPERTIES), "handler=" + handler(draft) + "\n");
        setDates(draft);
        FileTree.delete(target);
        Files.move(draft, target);
    }

    private static void unpack(Path zip, Path folder) throws IOException {
        try (var in = new ZipInputStream(Files.newInputStream(zip));
                var classes = new ZipOutputStream(Files.newOutputStream(folder.resolve("app.jar")))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.isDirectory()) {
                    continue;
                }
                if (entry.getName().startsWith("lib/")) {
                    Path jar = folder.resolve(entry.getName()).normalize();
                    if (!jar.startsWith(folder)) {
                        throw new IOException("entry outside the package: " + entry.getName());
                    }
                    Files.copy(in, jar);
                } else {
                    addClass(classes, entry.getName(), in);
                }
            }
        }
    }

    private static void addClass(ZipOutputStream classes, String name, InputStream content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setLastModifiedTime(DATE);
        classes.putNextEntry(entry);
        long unused = content.transferTo(classes);
        classes.closeEntry();
    }

    private void addRuntimeClient(Path folder) throws IOException {
        List<String> present = jarNames(folder.resolve("lib"));
        Files.createDirectories(folder.resolve("ric"));
        for (String jar : jarNames(runtimeClient)) {
            String artifact = jar.replaceAll("-\\d.*", "");
            boolean there = present.stream().anyMatch(name -> name.matches("(.*\\.)?" + artifact + "-\\d.*"));
            if (!there) {
                Files.copy(
                        runtimeClient.resolve(jar),
                        folder.resolve("ric").resolve(jar),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static String handler(Path folder) throws IOException {
        boolean funqy = jarNames(folder.resolve("lib")).stream()
                .anyMatch(name -> name.contains("quarkus-funqy-amazon-lambda-"));
        return funqy ? FUNQY : STREAM;
    }

    private static List<String> jarNames(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static void setDates(Path folder) throws IOException {
        for (Path jar : jars(folder)) {
            var unused = Files.setLastModifiedTime(jar, DATE);
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(path -> path.toString().endsWith(".jar")).toList();
        }
    }
}
