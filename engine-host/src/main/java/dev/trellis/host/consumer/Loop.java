package dev.trellis.host.consumer;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Repeats a turn on a thread of its own until it is stopped, while a gate is open. One of the few broad catches: a turn that
 * fails is logged and repeated after a pause that doubles from {@value #FIRST_PAUSE_MS} ms to {@value #LONGEST_PAUSE_MS} ms.
 */
public final class Loop {
    private static final Logger LOG = Logger.getLogger(Loop.class);
    private static final long FIRST_PAUSE_MS = 200;
    private static final long LONGEST_PAUSE_MS = 10_000;
    /** The longest that the end of a turn is waited for. */
    static final Duration END = Duration.ofSeconds(5);

    private final String name;
    private final Gate gate;
    private final Turn turn;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private long pause = FIRST_PAUSE_MS;

    /**
     * @param gate asked before each turn; a closed one delays the turn as a failure does
     */
    public Loop(String name, Gate gate, Turn turn) {
        this.name = name;
        this.gate = gate;
        this.turn = turn;
        this.thread = Thread.ofPlatform().daemon().name("trellis-" + name).unstarted(this::run);
    }

    /** Whether turns make sense now. */
    public interface Gate {
        boolean isOpen();

        /** A turn failed: what was known is not to be trusted. */
        void doubt();
    }

    /** One repetition. */
    @FunctionalInterface
    public interface Turn {
        /** Does what is to be done, and says how long to pause before the next repetition. */
        Duration run() throws InterruptedException;
    }

    public void start() {
        thread.start();
    }

    /** Asks the loop to end after its present turn, and does not wait for that. */
    void ask() {
        stop.countDown();
    }

    /** Ends the loop after its present turn; one that takes longer than {@code END} is interrupted. */
    public void stop() {
        ask();
        try {
            boolean started = thread.getState() != Thread.State.NEW;
            if (started && !thread.join(END)) {
                thread.interrupt();
            }
        } catch (InterruptedException hurried) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean stopped = false;
        while (!stopped) {
            try {
                stopped = stop.await(step().toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException ended) {
                stopped = true;
            }
        }
    }

    private Duration step() throws InterruptedException {
        if (!gate.isOpen()) {
            return longer();
        }
        try {
            Duration rest = turn.run();
            pause = FIRST_PAUSE_MS;
            return rest;
        } catch (RuntimeException failed) {
            LOG.warnf("%s: a turn failed and is repeated: %s", name, failed);
            LOG.debugf(failed, "%s", name);
            gate.doubt();
            return longer();
        }
    }

    private Duration longer() {
        Duration now = Duration.ofMillis(pause);
        pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
        return now;
    }
}
