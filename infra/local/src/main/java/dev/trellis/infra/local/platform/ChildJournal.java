package dev.trellis.infra.local.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The list of child processes on disk, one small file each, so that what a killed daemon left behind is found and ended.
 *
 * <p>A file is named by the process number and holds the start time and a label, separated by a space.
 */
public final class ChildJournal {

    private final Path folder;

    /** A journal in {@code folder}, which is created when missing. */
    public ChildJournal(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a started child down and strikes it off by itself when the child ends. */
    public void record(Process child, String label) {
        Path entry = folder.resolve(Long.toString(child.pid()));
        try {
            Files.writeString(entry, ProcessIdentity.of(child.toHandle()).startedAt() + " " + label);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var unused = child.onExit().thenRun(() -> delete(entry));
    }

    /** Ends each recorded process that is still alive, politely first, and returns the labels of those ended. */
    public List<String> sweep(Duration patience) {
        List<String> ended = new ArrayList<>();
        for (Path entry : entries()) {
            Child child = read(entry);
            child.identity().find().ifPresent(process -> {
                ProcessTree.end(process, patience);
                ended.add(child.label());
            });
            delete(entry);
        }
        return List.copyOf(ended);
    }

    private record Child(ProcessIdentity identity, String label) {}

    private static Child read(Path entry) {
        long pid = Long.parseLong(entry.getFileName().toString());
        try {
            String[] words = Files.readString(entry).split(" ", 2);
            Instant startedAt = words[0].isEmpty() ? Instant.EPOCH : Instant.parse(words[0]);
            return new Child(new ProcessIdentity(pid, startedAt), words.length > 1 ? words[1] : "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> entries() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d+"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path entry) {
        try {
            boolean unused = Files.deleteIfExists(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
