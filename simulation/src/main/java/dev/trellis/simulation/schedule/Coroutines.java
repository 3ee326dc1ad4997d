package dev.trellis.simulation.schedule;

/** Makes computations that stop where they yield and go on from there when they are resumed. */
interface Coroutines {
    /** One such computation. */
    interface Coroutine {
        /** Runs until it yields or ends. */
        void resume();

        /** Lets go of one that will not be resumed any more. */
        void abandon();
    }

    /** A computation that has not begun. */
    Coroutine create(Runnable body);

    /** Stops the computation that is running, until it is resumed. */
    void pause();

    /** Thrown from {@link #pause()} to unwind an abandoned computation; production code catches no errors. */
    final class Abandoned extends Error {
        private static final long serialVersionUID = 1L;

        Abandoned() {
            super("abandoned", null, false, false);
        }
    }

    /** The JDK's own continuations where they are exported to us, else threads that hand over to each other. */
    static Coroutines best() {
        return Continuations.AVAILABLE ? new Continuations() : new HandOvers();
    }
}
