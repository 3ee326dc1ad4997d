package dev.trellis.tde.runtime;

/** Starts work beside the one who supervises it. On a thread of its own in {@link #THREAD}; a simulation interleaves it. */
@FunctionalInterface
public interface Launcher {
    Launcher THREAD = work -> Thread.ofPlatform().daemon().name("task").start(work)::interrupt;

    /**
     * Starts work.
     *
     * @return interrupts it
     */
    Runnable launch(Runnable work);
}
