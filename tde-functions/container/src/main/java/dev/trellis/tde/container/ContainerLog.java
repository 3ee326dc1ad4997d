package dev.trellis.tde.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a container prints: standard output up to a bound, the end of standard error, and both in a file, which is bounded too. */
public final class ContainerLog implements AutoCloseable {
    private static final int TAIL_BYTES = 8 * 1024;
    private static final int FILE_BYTES = 16 * 1024 * 1024;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();
    private final int bound;
    private final OutputStream file;
    private int written;
    private boolean tooMuch;

    ContainerLog(int bound, Path path) throws IOException {
        this.bound = bound;
        this.file = Files.newOutputStream(path);
    }

    /**
     * Takes what was printed.
     *
     * @return whether more is wanted; no, once standard output or the file is full
     */
    public synchronized boolean take(boolean standardError, byte[] bytes) throws IOException {
        int room = Math.min(bytes.length, FILE_BYTES - written);
        file.write(bytes, 0, room);
        written += room;
        if (standardError) {
            error.writeBytes(bytes);
            if (error.size() > 4 * TAIL_BYTES) {
                byte[] all = error.toByteArray();
                error.reset();
                error.write(all, all.length - TAIL_BYTES, TAIL_BYTES);
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

    synchronized boolean isEmpty() {
        return written == 0;
    }

    synchronized String output() {
        return output.toString(StandardCharsets.UTF_8).strip();
    }

    /** The end of standard error as the end of a sentence. */
    synchronized String tail() {
        byte[] all = error.toByteArray();
        int from = Math.max(0, all.length - TAIL_BYTES);
        String text = new String(all, from, all.length - from, StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? " and printed nothing on standard error" : "; standard error ends with:\n" + text;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
