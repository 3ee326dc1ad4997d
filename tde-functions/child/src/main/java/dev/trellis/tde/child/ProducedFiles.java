package dev.trellis.tde.child;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.wire.JsonText;
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

/** What a child left in its folder for artifacts. */
public final class ProducedFiles {
    static final int MOST = 500;

    /** The result of a run: its outputs, with the addresses of the files that it left as {@code artifacts}. */
    public static Result.Succeeded result(ObjectNode outputs, RunFolder folder, TaskScope scope)
            throws IOException, TaskFailedException {
        SortedMap<String, ArtifactRef> files = upload(folder, scope);
        if (!files.isEmpty()) {
            ObjectNode addresses = outputs.putObject("artifacts");
            files.forEach((name, ref) -> addresses.put(name, ref.uri()));
        }
        return new Result.Succeeded(new Payload.Inline(JsonText.json(outputs)), List.copyOf(files.values()));
    }

    /** Stores them all; by name, where a folder's name stands before its files' with a slash between. */
    private static SortedMap<String, ArtifactRef> upload(RunFolder folder, TaskScope scope)
            throws IOException, TaskFailedException {
        SortedMap<String, ArtifactRef> stored = new TreeMap<>();
        for (Path file : found(folder.out())) {
            String name = folder.out().relativize(file).toString();
            if (!scope.withoutSecrets(name).equals(name)) {
                throw refused("the name of a file holds a secret: " + name);
            }
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
                        "too_many_artifacts", "more than " + MOST + " files were left in artifacts_out_dir");
            }
            return files;
        }
    }

    /** A link would make this function read what the script may not. */
    private static String checked(String name, Path file) throws IOException, TaskFailedException {
        boolean plain = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Integer.valueOf(1).equals(Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS));
        if (!plain || !name.matches("[A-Za-z0-9._/-]{1,200}")) {
            throw refused("artifacts_out_dir may hold plain files with names of A-Z a-z 0-9 . _ - only; found " + name);
        }
        return name;
    }

    private static TaskFailedException refused(String why) {
        return TaskFailedException.permanent("artifact_refused", why);
    }

    private ProducedFiles() {}
}
