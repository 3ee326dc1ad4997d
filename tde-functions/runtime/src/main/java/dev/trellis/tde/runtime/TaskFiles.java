package dev.trellis.tde.runtime;

import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.TaskRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The files of one attempt: a folder of its own, made when it is first asked for and gone afterwards, and addresses of its
 * own in the artifact store.
 */
final class TaskFiles implements AutoCloseable {
    /** What a function's disk can bear; policy may say less. */
    static final long DEFAULT_MAX_BYTES = 256L * 1024 * 1024;

    private static final System.Logger LOG = System.getLogger(TaskFiles.class.getName());

    private final TaskRequest request;
    private final ArtifactStore store;
    private final ArtifactFetcher fetcher;
    private @Nullable Path folder;
    private final AtomicInteger fetched = new AtomicInteger();

    TaskFiles(TaskRequest request, ArtifactStore store) {
        this.request = request;
        this.store = store;
        this.fetcher = new ArtifactFetcher(store);
    }

    synchronized Path folder() {
        if (folder == null) {
            try {
                folder = Files.createTempDirectory("trellis-task-");
            } catch (IOException full) {
                throw new UncheckedIOException("no folder can be made for the attempt", full);
            }
        }
        return folder;
    }

    /** A local copy, in a folder of its own so that equal names do not meet. */
    LocalArtifact fetch(ArtifactRef ref, long maxBytes) throws TaskFailedException, IOException {
        Path own = Files.createDirectories(folder().resolve("in").resolve(Integer.toString(fetched.getAndIncrement())));
        return fetcher.copy(ref, own.resolve(ArtifactKeys.lastPart(ref.uri())), maxBytes);
    }

    byte[] bytes(ArtifactRef ref, long maxBytes) throws TaskFailedException {
        return fetcher.bytes(ref, maxBytes);
    }

    /** Stores a file under the attempt's own address. */
    ArtifactRef upload(String name, Path content) throws TaskFailedException {
        try {
            return store.put(ArtifactKeys.keyOf(request, name), content);
        } catch (IOException unreadable) {
            throw TaskFailedException.passing(
                    "artifact_unreadable", "the file " + name + " could not be read: " + unreadable, unreadable);
        } catch (PortUnavailableException away) {
            throw TaskFailedException.passing("artifacts_unavailable", "the artifact store took no " + name, away);
        }
    }

    @Override
    public synchronized void close() {
        if (folder == null) {
            return;
        }
        try {
            var unused = Files.walkFileTree(folder, new Removal());
        } catch (IOException left) {
            LOG.log(System.Logger.Level.WARNING, "left behind: {0} ({1})", folder, left);
        }
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
        }
    }
}
