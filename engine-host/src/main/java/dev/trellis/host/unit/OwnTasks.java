package dev.trellis.host.unit;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.LeasedTask.Demand;
import java.util.List;

/** Tasks that the kernel executes itself: an orchestrator never gets them. */
public interface OwnTasks {
    /** Whether a task is such, by the version that it gets; asked within transactions, so that nothing is waited for. */
    boolean isOwn(Demand demand);

    /** Begins tasks that are leased; called after the commit. */
    void begin(List<LeasedTask> tasks);
}
