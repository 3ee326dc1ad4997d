package dev.trellis.tde.child;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads a stream of a child process on a thread of its own, and never holds more than a bound of it. */
final class OutputReader {
    /** Which part of a stream that is too long is kept. */
    enum Keep {
        HEAD,
        TAIL
    }

    private final InputStream stream;
    private final int bound;
    private final Keep keep;
    private final Runnable onExcess;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Thread thread;

    /** @param onExcess runs once, on the reading thread, when there is more than the bound and the head is kept */
    OutputReader(InputStream stream, int bound, Keep keep, Runnable onExcess) {
        this.stream = stream;
        this.bound = bound;
        this.keep = keep;
        this.onExcess = onExcess;
        this.thread = Thread.ofPlatform().daemon().name("output").unstarted(this::read);
    }

    OutputReader start() {
        thread.start();
        return this;
    }

    /** What was read once the stream has ended, or once the time is over: a stray process may hold a stream open. */
    byte[] await(long millis) throws InterruptedException {
        thread.join(millis);
        synchronized (kept) {
            byte[] bytes = kept.toByteArray();
            int from = keep == Keep.TAIL ? Math.max(0, bytes.length - bound) : 0;
            return Arrays.copyOfRange(bytes, from, bytes.length);
        }
    }

    private void read() {
        byte[] buffer = new byte[8192];
        try {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                if (!take(buffer, read)) {
                    onExcess.run();
                    return;
                }
            }
        } catch (IOException closed) {
            // The process was killed and its streams closed: what was read so far is what there is.
        }
    }

    private boolean take(byte[] buffer, int length) {
        synchronized (kept) {
            if (keep == Keep.HEAD && kept.size() + length > bound) {
                return false;
            }
            kept.write(buffer, 0, length);
            if (keep == Keep.TAIL && kept.size() > 4 * bound + buffer.length) {
                byte[] bytes = kept.toByteArray();
                kept.reset();
                kept.write(bytes, bytes.length - bound, bound);
            }
            return true;
        }
    }
}
