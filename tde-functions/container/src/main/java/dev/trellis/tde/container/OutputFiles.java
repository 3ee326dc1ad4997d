package dev.trellis.tde.container;

import dev.trellis.tde.child.Shown;
import dev.trellis.tde.runtime.TaskFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Unpacks what a container left: plain files with plain names, bounded in number and length. */
final class OutputFiles {
    /** The name of a file that holds the outputs, for engines that do not tell standard output from standard error. */
    static final String OUTPUTS = ".outputs.json";

    private static final int MOST = 500;
    private static final long LONGEST_OUTPUTS = 16 * 1024 * 1024;

    private final Path target;
    private long left;
    private int files;

    private OutputFiles(Path target, long bytes) {
        this.target = target;
        this.left = bytes;
    }

    /**
     * Unpacks an archive, whose entries lie under one folder, into an empty folder.
     *
     * @return a file with the outputs, which is no artifact, where there is one
     */
    static Optional<Path> unpack(InputStream archive, Path target, long maxBytes)
            throws IOException, TaskFailedException {
        OutputFiles unpacked = new OutputFiles(target, maxBytes);
        try (TarArchiveInputStream tar = new TarArchiveInputStream(archive)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpacked.take(entry, tar);
            }
        }
        Path outputs = target.resolve(OUTPUTS);
        return Files.exists(outputs)
                ? Optional.of(Files.move(outputs, target.resolveSibling("outputs.json")))
                : Optional.empty();
    }

    /** The text of a small file. */
    static String text(Path file) throws IOException, TaskFailedException {
        if (Files.size(file) > LONGEST_OUTPUTS) {
            throw TaskFailedException.permanent(
                    "output_too_large", OUTPUTS + " takes at most 16 MiB; large results belong in other files");
        }
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
    }

    private void take(TarArchiveEntry entry, InputStream content) throws IOException, TaskFailedException {
        String name = entry.getName().replaceFirst("^[^/]*/?", "");
        if (entry.isDirectory()) {
            return;
        }
        if (!isPlain(entry, name)) {
            throw TaskFailedException.permanent(
                    "artifact_refused",
                    "/trellis/out may hold plain files with names of A-Z a-z 0-9 . _ - only; found " + Shown.of(name));
        }
        left -= entry.getSize();
        if (left < 0 || ++files > MOST) {
            throw TaskFailedException.permanent("disk_limit", "the container left too much in /trellis/out");
        }
        Path file = target.resolve(name);
        var unused = Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            long unusedLength = content.transferTo(out);
        }
    }

    /** What is called a file too, and is none. */
    private static boolean isSpecial(TarArchiveEntry entry) {
        return entry.isLink()
                || entry.isSymbolicLink()
                || entry.isFIFO()
                || entry.isCharacterDevice()
                || entry.isBlockDevice();
    }

    private static boolean isPlain(TarArchiveEntry entry, String name) {
        return entry.isFile()
                && !isSpecial(entry)
                && name.matches("[A-Za-z0-9._-]{1,100}(/[A-Za-z0-9._-]{1,100}){0,8}")
                && Arrays.stream(name.split("/")).noneMatch(part -> part.matches("\\.+"));
    }
}
