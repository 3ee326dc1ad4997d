package dev.trellis.infra.local.function;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether the processes of a package can start from an AOT cache.
 *
 * <p>The virtual machine falls back silently when a cache does not fit, so the fit is checked here beforehand, against a stamp that
 * was written after the trained cache had been seen to work.
 */
public sealed interface AotCache {

    /** The options that make use of it. */
    List<String> options();

    /** The trained cache fits. */
    record Usable() implements AotCache {
        @Override
        public List<String> options() {
            return List.of("-XX:AOTCache=" + FunctionPackage.CACHE);
        }
    }

    /** This JDK has no AOT caches; it keeps a class archive of its own from the first run on. */
    record ClassArchive() implements AotCache {
        @Override
        public List<String> options() {
            return List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + FunctionPackage.DYNAMIC_ARCHIVE);
        }
    }

    /**
     * There is no cache that fits, so processes start without.
     *
     * @param reason why, for people
     */
    record Missing(String reason) implements AotCache {
        @Override
        public List<String> options() {
            return List.of();
        }
    }

    /** Looks at a package in the light of the JDK that will run it. */
    static AotCache of(FunctionPackage code, JavaRuntime java) {
        if (!java.readsAotCaches()) {
            return new ClassArchive();
        }
        Path stamp = code.folder().resolve(FunctionPackage.STAMP);
        if (!Files.exists(code.folder().resolve(FunctionPackage.CACHE)) || !Files.exists(stamp)) {
            return new Missing("none was trained");
        }
        Stamp trained = Stamp.read(stamp);
        if (!trained.jdk().equals(java.identity())) {
            return new Missing("trained for another JDK: " + trained.jdk());
        }
        if (!trained.jars().equals(code.fingerprint())) {
            return new Missing("a jar or its date has changed since the training");
        }
        if (!trained.options().equals(LaunchCommand.optionsText())) {
            return new Missing("trained with other JVM options");
        }
        return new Usable();
    }

    /** Notes that the cache of a package was trained, and verified, under this JDK. */
    static void certify(FunctionPackage code, JavaRuntime java) {
        Stamp stamp = new Stamp(java.identity(), code.fingerprint(), LaunchCommand.optionsText());
        try {
            Files.writeString(code.folder().resolve(FunctionPackage.STAMP), stamp.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a cache was trained for; a text of three lines. */
    record Stamp(String jdk, String jars, String options) {

        static Stamp read(Path file) {
            try {
                List<String> lines = Files.readAllLines(file);
                return lines.size() < 3 ? new Stamp("", "", "") : new Stamp(lines.get(0), lines.get(1), lines.get(2));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String text() {
            return String.join("\n", jdk, jars, options) + "\n";
        }
    }
}
