package dev.trellis.tde.python;

import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a script left in its folder for artifacts. */
final class ProducedFiles {
    static final int MOST = 500;

    /** Stores them all; by name, where a folder's name stands before its files' with a slash between. */
    static SortedMap<String, ArtifactRef> upload(RunFolder folder, TaskScope scope)
            throws IOException, TaskFailedException {
        SortedMap<String, ArtifactRef> stored = new TreeMap<>();
        for (Path file : found(folder.out())) {
            String name = folder.out().relativize(file).toString();
            stored.put(name, scope.upload(checked(name, file), file));
        }
        return stored;
    }

    private static List<Path> found(Path out) throws IOException, TaskFailedException {
        try (Stream<Path> all = Files.walk(out)) {
            List<Path> files = all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .limit(MOST + 1L)
                    .toList();
            if (files.size() > MOST) {
                throw TaskFailedException.permanent(
                        "too_many_artifacts", "the script left more than " + MOST + " files in artifacts_out_dir");
            }
            return files;
        }
    }

    /** A link would make this function read what the script may not. */
    private static String checked(String name, Path file) throws IOException, TaskFailedException {
        boolean plain = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Integer.valueOf(1).equals(Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS));
        if (!plain || !name.matches("[A-Za-z0-9._/-]{1,200}")) {
            throw TaskFailedException.permanent(
                    "artifact_refused",
                    "artifacts_out_dir may hold plain files with names of A-Z a-z 0-9 . _ - only; found " + name);
        }
        return name;
    }

    private ProducedFiles() {}
}
