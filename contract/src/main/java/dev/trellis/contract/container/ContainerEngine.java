package dev.trellis.contract.container;

import java.io.IOException;
import java.io.InputStream;

/** What runs containers. A container has a name of its task, so that one task never has two. */
public interface ContainerEngine {
    /** The folder in which a container leaves its files. */
    String OUT = "/trellis/out";

    /** The folder in which a container finds its inputs. */
    String IN = "/trellis/in";

    /**
     * Starts the container of an order, or finds it: one that runs already, or has ended and was ordered by the same attempt, is
     * taken over; one that an older attempt left ended is replaced.
     *
     * @throws ContainerRefusedException when the image is not there, the engine cannot give what is ordered, or does not answer
     */
    Running start(ContainerOrder order) throws ContainerRefusedException, IOException;

    /** A container that was started. */
    interface Running {
        /** Whether it was there before. */
        boolean isTakenOver();

        /** Waits for its end; what it prints goes to the sink meanwhile. */
        ContainerEnd await(Sink sink) throws ContainerRefusedException, InterruptedException;

        /** The files in its {@link #OUT}, as a tar under one folder; empty when it has no such folder. */
        InputStream outputs() throws ContainerRefusedException;

        /** Kills it if it runs, and deletes it; harmless when it is gone. */
        void remove();
    }

    /** Takes what a container prints. */
    @FunctionalInterface
    interface Sink {
        /**
         * Takes a piece.
         *
         * @param standardError whether it is of standard error, or of an engine that does not tell the two apart
         * @return whether more is wanted
         */
        boolean take(boolean standardError, byte[] bytes) throws IOException;
    }
}
