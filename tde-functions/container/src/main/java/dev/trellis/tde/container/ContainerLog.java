package dev.trellis.tde.container;

import dev.trellis.contract.container.ContainerEngine.Sink;
import dev.trellis.tde.child.ErrorTail;
import dev.trellis.tde.runtime.TaskScope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** What a container prints: standard output up to a bound, the end of standard error, and both in a file, which is bounded too. */
final class ContainerLog implements Sink, AutoCloseable {
    private static final int FILE_BYTES = 16 * 1024 * 1024;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();
    private final int bound;
    private final Path path;
    private final OutputStream file;
    private int written;
    private boolean tooMuch;

    ContainerLog(int bound, Path path) throws IOException {
        this.bound = bound;
        this.path = path;
        this.file = Files.newOutputStream(path);
    }

    /** Wants no more once standard output or the file is full. */
    @Override
    public synchronized boolean take(boolean standardError, byte[] bytes) throws IOException {
        int room = Math.min(bytes.length, FILE_BYTES - written);
        file.write(bytes, 0, room);
        written += room;
        if (standardError) {
            error.writeBytes(bytes);
            if (error.size() > 4 * ErrorTail.KEPT_BYTES) {
                byte[] all = error.toByteArray();
                error.reset();
                error.write(all, all.length - ErrorTail.KEPT_BYTES, ErrorTail.KEPT_BYTES);
            }
        } else if (output.size() + bytes.length > bound) {
            tooMuch = true;
        } else {
            output.writeBytes(bytes);
        }
        tooMuch |= room < bytes.length;
        return !tooMuch;
    }

    synchronized boolean isTooMuch() {
        return tooMuch;
    }

    int bound() {
        return bound;
    }

    synchronized boolean isEmpty() {
        return written == 0;
    }

    synchronized String output() {
        return output.toString(StandardCharsets.UTF_8).strip();
    }

    /** The file as it may be stored; what does not fit into it may end within a secret, so its end is left out. */
    synchronized Path withoutSecrets(TaskScope scope) throws IOException {
        file.flush();
        byte[] said = Files.readAllBytes(path);
        int whole = said.length < FILE_BYTES ? said.length : FILE_BYTES - ErrorTail.LONGEST_FORM;
        String text = new String(said, 0, whole, StandardCharsets.UTF_8);
        return Files.writeString(path.resolveSibling("stored.log"), scope.withoutSecrets(text));
    }

    /** The end of standard error as the end of a sentence. */
    synchronized String tail(UnaryOperator<String> withoutSecrets) {
        byte[] all = error.toByteArray();
        int from = Math.max(0, all.length - ErrorTail.KEPT_BYTES);
        String text = ErrorTail.of(Arrays.copyOfRange(all, from, all.length), withoutSecrets)
                .strip();
        return text.isEmpty() ? " and printed nothing on standard error" : "; standard error ends with:\n" + text;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
