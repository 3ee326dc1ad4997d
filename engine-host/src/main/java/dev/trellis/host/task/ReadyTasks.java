package dev.trellis.host.task;

import dev.trellis.host.flowable.EngineTransaction;

/** Is told of each transaction that makes tasks ready. */
@FunctionalInterface
public interface ReadyTasks {
    /** Called in the transaction, once or for each task. */
    void madeReady(EngineTransaction at);
}
