package dev.trellis.tde.container;

import dev.trellis.tde.runtime.TaskFailedException;
import java.io.IOException;
import java.io.InputStream;

/** What runs containers. A container has a name of its task, so that one task never has two. */
public interface ContainerEngine {
    /**
     * Starts the container of an order, or finds it: one that runs already, or has ended and was ordered by the same attempt, is
     * taken over; one that an older attempt left ended is replaced.
     *
     * @throws TaskFailedException when the image is not there or the engine does not answer
     */
    Running start(ContainerOrder order) throws TaskFailedException, IOException;

    /** A container that was started. */
    interface Running {
        /** Whether it was there before. */
        boolean isTakenOver();

        /** Waits for its end; what it prints goes to the log meanwhile. */
        ContainerEnd await(ContainerLog log) throws TaskFailedException, InterruptedException;

        /** The files in its {@code /trellis/out}, as a tar; empty when it has no such folder. */
        InputStream outputs() throws TaskFailedException;

        /** Kills it if it runs, and deletes it; harmless when it is gone. */
        void remove();
    }
}
