package dev.trellis.contract.task;

import java.util.List;

/** The states of {@link TaskLifecycle}, each once. */
final class States {
    static final List<TaskLifecycle> ALL = List.of(
            new TaskLifecycle.AwaitingApproval(),
            new TaskLifecycle.Ready(),
            new TaskLifecycle.Leased(),
            new TaskLifecycle.Queued(),
            new TaskLifecycle.Running(),
            new TaskLifecycle.Incident(),
            new TaskLifecycle.Succeeded(),
            new TaskLifecycle.Failed(),
            new TaskLifecycle.CompensateRequired(),
            new TaskLifecycle.Cancelled());

    private States() {}
}
