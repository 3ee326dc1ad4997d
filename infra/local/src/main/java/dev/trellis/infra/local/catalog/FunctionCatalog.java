package dev.trellis.infra.local.catalog;

import java.time.Duration;
import java.util.List;

/** Says which task queues there are and which kind of function serves each. */
public interface FunctionCatalog {

    /** A number that changes whenever {@link #queues()} may have changed; cheap to ask. */
    long revision();

    /** Every queue that some version of some task type uses, each once. */
    List<TaskQueue> queues();

    /**
     * One queue and what serves it.
     *
     * @param queue the queue's name, at the same time the function's
     * @param kind the executor kind, which names the function package
     * @param timeout the longest time one task may take
     * @param memoryMb memory that the function itself provides by its entry, in MiB; 0 when it says nothing
     */
    record TaskQueue(String queue, String kind, Duration timeout, int memoryMb) {}
}
