package dev.trellis.bench.platform;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits until something holds on the machine that nobody announces. */
public final class Settling {
    /** A question that may fail while the answer is not there. */
    public interface Question {
        boolean holds() throws Exception;
    }

    /** Asks in steps until it holds and returns the seconds that took; fails after the limit. */
    public static double until(String what, Duration step, Duration limit, Question question) throws Exception {
        long began = System.nanoTime();
        while (!question.holds()) {
            if (System.nanoTime() - began > limit.toNanos()) {
                throw new IllegalStateException(what + " did not happen within " + limit.toSeconds() + " s");
            }
            LockSupport.parkNanos(step.toNanos());
        }
        return (System.nanoTime() - began) / 1e9;
    }

    /** Lets time pass in which nothing is to happen. */
    public static void rest(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private Settling() {}
}
