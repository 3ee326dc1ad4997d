package dev.trellis.simulation.schedule;

import org.jspecify.annotations.Nullable;

/** A thread of a simulated process: it runs until it waits for something. */
public final class Strand {
    private final OsProcess process;
    private final @Nullable Strand parent;
    private Coroutines.@Nullable Coroutine coroutine;
    private int waits;
    private boolean woken;
    private boolean interrupted;
    private boolean ended;

    Strand(OsProcess process, @Nullable Strand parent) {
        this.process = process;
        this.parent = parent;
    }

    public OsProcess process() {
        return process;
    }

    @Nullable
    Strand parent() {
        return parent;
    }

    void runs(Coroutines.Coroutine body) {
        coroutine = body;
    }

    void resume() {
        if (coroutine != null) {
            coroutine.resume();
        }
    }

    void abandon() {
        if (coroutine != null) {
            coroutine.abandon();
        }
    }

    /** Names the wait that begins now; a wake-up for an earlier one comes too late. */
    int beginWait() {
        woken = false;
        return ++waits;
    }

    boolean waitsFor(int wait) {
        return waits == wait && !ended && process.isAlive();
    }

    /** Wake-ups for the wait that ends now are spent. */
    void endWait() {
        waits++;
    }

    void end() {
        ended = true;
    }

    int currentWait() {
        return waits;
    }

    void wake() {
        woken = true;
    }

    boolean woken() {
        return woken;
    }

    void interrupt() {
        interrupted = true;
    }

    /** Whether it was interrupted since it was asked last. */
    boolean tellInterrupted() {
        boolean was = interrupted;
        interrupted = false;
        return was;
    }
}
