package dev.trellis.host.unit;

import dev.trellis.contract.engine.LeasedTask;
import java.util.List;

/** Tasks that the kernel executes itself: an orchestrator never gets them. */
public interface OwnTasks {
    /** Whether tasks of a type may be such. */
    boolean mayBeOwn(String taskType);

    boolean isOwn(LeasedTask task);

    /** Begins tasks that are leased; called after the commit. */
    void begin(List<LeasedTask> tasks);
}
