package dev.trellis.infra.local.train;

import dev.trellis.infra.local.function.FunctionPackage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The native half of the runtime interface client, unpacked once into the package. Left to itself each process unpacks it over
 * one fixed file in {@code /tmp}: harmless on Lambda, where a sandbox holds one process, and a SIGBUS here for every process that has
 * the file mapped when the next one starts.
 */
final class NativeClient {

    private static final String JAR = "aws-lambda-java-runtime-interface-client-";

    private NativeClient() {}

    /** Unpacks it for this machine; a machine that the client has no library for keeps the client's own way. */
    static void unpack(List<Path> jars, Path packageFolder) throws IOException {
        Optional<Path> jar = jars.stream()
                .filter(path -> path.getFileName().toString().contains(JAR))
                .findFirst();
        if (jar.isEmpty()) {
            return;
        }
        Path target = packageFolder.resolve(FunctionPackage.NATIVE_CLIENT);
        try (ZipFile zip = new ZipFile(jar.get().toFile())) {
            ZipEntry entry = zip.getEntry("jni/libaws-lambda-jni." + platform() + ".so");
            if (entry != null) {
                Files.createDirectories(target.getParent());
                try (InputStream library = zip.getInputStream(entry)) {
                    long unused = Files.copy(library, target);
                }
            }
        }
    }

    private static String platform() {
        String arch = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        boolean musl = Files.exists(Path.of("/lib/ld-musl-" + (arch.equals("x86_64") ? arch : "aarch64") + ".so.1"));
        return "linux" + (musl ? "_musl-" : "-") + arch;
    }
}
