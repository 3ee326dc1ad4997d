package dev.trellis.infra.local.function;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An unpacked function package on disk: its jars (the runtime interface client among them), and an AOT cache where one was trained.
 *
 * @param folder where it lies; every path below is relative to it, so that the folder may be moved
 */
public record FunctionPackage(Path folder) {

    /** The file name of a trained cache. */
    public static final String CACHE = "app.aot";

    /** The file name of an archive that JDKs without AOT caches write by themselves. */
    static final String DYNAMIC_ARCHIVE = "app.jsa";

    /** The runtime interface client's native library, unpacked; absent where the client unpacks it by itself. */
    public static final String NATIVE_CLIENT = "native/libaws-lambda-jni.so";

    /** The file that says what the cache was trained for. */
    static final String STAMP = "app.aot.stamp";

    /** The jars, relative to the folder and in a fixed order: the class path is part of what a cache is valid for. */
    public List<String> jars() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the jars of " + folder, e);
        }
    }

    /** The class path of a process that runs in the folder. */
    String classPath() {
        return jars().stream().collect(Collectors.joining(":"));
    }

    /** A digest over names, sizes and dates of the jars: what the virtual machine compares before it uses a cache. */
    public String fingerprint() {
        StringBuilder text = new StringBuilder();
        try {
            for (String jar : jars()) {
                Path file = folder.resolve(jar);
                text.append(jar).append(' ').append(Files.size(file)).append(' ');
                text.append(Files.getLastModifiedTime(file).toMillis()).append('\n');
            }
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the jars of " + folder, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
