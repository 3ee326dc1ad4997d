package dev.trellis.infra.memory;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** All that is logged under a name while this is open: messages, parameters and stack traces. */
public final class MemoryLog implements AutoCloseable {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Logger logger;
    private final Listener listener = new Listener();

    private MemoryLog(Logger logger) {
        this.logger = logger;
    }

    /** @param name of a logger; those below it are heard too */
    public static MemoryLog of(String name) {
        MemoryLog log = new MemoryLog(Logger.getLogger(name));
        log.logger.addHandler(log.listener);
        return log;
    }

    /** What was said so far. */
    public String text() {
        return said.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        logger.removeHandler(listener);
    }

    private final class Listener extends Handler {
        private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

        @Override
        public void publish(LogRecord line) {
            out.println(line.getMessage());
            if (line.getParameters() != null) {
                out.println(Arrays.toString(line.getParameters()));
            }
            if (line.getThrown() != null) {
                line.getThrown().printStackTrace(out);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
