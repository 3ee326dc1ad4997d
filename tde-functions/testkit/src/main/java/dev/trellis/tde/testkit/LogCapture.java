package dev.trellis.tde.testkit;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** All that is logged under a name while this is open: messages, parameters and stack traces. */
public final class LogCapture implements AutoCloseable {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Logger logger;
    private final Listener listener = new Listener();

    private LogCapture(Logger logger) {
        this.logger = logger;
    }

    /** @param name of a logger; those below it are heard too */
    public static LogCapture of(String name) {
        LogCapture capture = new LogCapture(Logger.getLogger(name));
        capture.logger.addHandler(capture.listener);
        return capture;
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
