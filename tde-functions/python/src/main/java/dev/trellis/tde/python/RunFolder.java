package dev.trellis.tde.python;

import dev.trellis.tde.runtime.LocalArtifact;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;

/**
 * The folders of one run: the script may write into two of them and read its inputs; it cannot replace any of them, since
 * the folder that holds them is not its own.
 *
 * @param root holds the others; the script may pass through it only
 * @param work current folder, home and temporary files
 * @param out what the script leaves here becomes artifacts
 */
record RunFolder(Path root, Path work, Path out) {
    /** Makes the folders under a folder that only this function may enter. */
    static RunFolder create(Path root) throws IOException {
        var opened = Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
        return new RunFolder(
                root, Files.createDirectory(opened.resolve("work")), Files.createDirectory(opened.resolve("out")));
    }

    /** Gives the folders, and the copies of the inputs, to the user of the child. */
    void giveTo(int user, List<LocalArtifact> inputs) throws IOException {
        own(work, user);
        own(out, user);
        for (LocalArtifact input : inputs) {
            own(Objects.requireNonNull(input.path().getParent(), "folder of an input"), user);
            own(input.path(), user);
        }
        Path in = root.resolve("in");
        if (Files.exists(in)) {
            var unused = Files.setPosixFilePermissions(in, PosixFilePermissions.fromString("rwx--x--x"));
        }
    }

    private static void own(Path path, int user) throws IOException {
        var owned = Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
        var unused = Files.setAttribute(owned, "unix:gid", user, LinkOption.NOFOLLOW_LINKS);
    }

    /** Length of all files that the script has written so far, in bytes. */
    long writtenBytes() throws IOException {
        Sum sum = new Sum();
        var unused = Files.walkFileTree(work, sum);
        unused = Files.walkFileTree(out, sum);
        return sum.bytes;
    }

    /** Files come and go while they are counted. */
    private static final class Sum extends SimpleFileVisitor<Path> {
        private long bytes;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes += attributes.size();
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }
}
