package dev.trellis.tde.child;

import dev.trellis.tde.runtime.LocalArtifact;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
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
import java.util.Set;

/**
 * The folders of one run: the child may write into two of them and read its inputs; it cannot replace any of them, since
 * the folder that holds them is not its own.
 *
 * @param root holds the others; the child may pass through it only
 * @param work current folder, home and temporary files
 * @param out what the child leaves here becomes artifacts
 */
public record RunFolder(Path root, Path work, Path out) {
    /** An empty file takes room too. */
    private static final long BLOCK = 4096;

    /** Beyond it, neither this function nor the machine's tools could tidy up by path. */
    private static final int DEEPEST = 64;

    private static final long ENDLESS = Long.MAX_VALUE / 4;

    /** Makes the folders under a folder that only this function may enter. */
    public static RunFolder create(Path root) throws IOException {
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

    /** Length of all files that the child has written so far, in bytes; without bound when its folders are too deep. */
    long writtenBytes() throws IOException {
        Sum sum = new Sum();
        var unused = Files.walkFileTree(work, Set.of(), DEEPEST, sum);
        unused = Files.walkFileTree(out, Set.of(), DEEPEST, sum);
        return sum.bytes;
    }

    /** Deletes what the child wrote, however deep it lies: paths that are too long for a name are walked step by step. */
    void clear() throws IOException, InterruptedException {
        int unused = new ProcessBuilder("rm", "-rf", "--one-file-system", "--", work.toString(), out.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Files come and go while they are counted. */
    private static final class Sum extends SimpleFileVisitor<Path> {
        private long bytes;

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            bytes += BLOCK;
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isDirectory()) {
                bytes = ENDLESS;
                return FileVisitResult.TERMINATE;
            }
            bytes += Math.max(attributes.size(), BLOCK);
            return FileVisitResult.CONTINUE;
        }

        /** What the child has closed to its own user cannot be looked into; its files stay bounded one by one. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException || failure instanceof AccessDeniedException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }
}
