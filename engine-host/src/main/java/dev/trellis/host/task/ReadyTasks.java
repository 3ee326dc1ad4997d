package dev.trellis.host.task;

import dev.trellis.host.flowable.EngineTransaction;

/** Is told of each transaction that makes tasks ready, or lets others begin. */
public interface ReadyTasks {
    /** Called in the transaction, once or for each task. */
    void madeReady(EngineTransaction at);

    /** Called in the transaction in which a task may have left its place under a limit to another one. */
    void placeLeft(EngineTransaction at);
}
