package dev.trellis.simulation.host;

import dev.trellis.contract.port.ExecutionKey;
import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.contract.port.ExecutionStore.ExecutionRecord;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.TaskId;
import dev.trellis.simulation.mutation.Mutation;
import java.util.List;
import java.util.Map;

/** Writes the tombstones of cancelled tasks; what was written counts with the end of the sweep. */
final class Tombstones {
    private static final long FIRST_LOOK = 2_000;

    private final Office in;
    private final Steps steps;

    Tombstones(Office in, Steps steps) {
        this.in = in;
        this.steps = steps;
    }

    void sweep(ExecutionStore executions) {
        List<String> due = in.tables().cancellations().entrySet().stream()
                .filter(entry -> !entry.getValue().buried)
                .map(Map.Entry::getKey)
                .toList();
        for (String taskId : due) {
            commit(taskId, bury(taskId, executions));
        }
    }

    /** What stood under the tombstone: nothing, an owner that may still work, or an outcome. */
    private Found bury(String taskId, ExecutionStore executions) {
        if (in.planted().has(Mutation.TOMBSTONE_NOT_WRITTEN)) {
            return Found.NOTHING;
        }
        ExecutionKey key = new ExecutionKey(FlowRuns.TENANT, new TaskId(taskId), Action.EXECUTE);
        executions.tombstone(key, in.time().instant());
        return executions.read(key).map(Tombstones::found).orElse(Found.NOTHING);
    }

    private static Found found(ExecutionRecord record) {
        if (record.owner() == null) {
            return Found.NOTHING;
        }
        return record.outcome() == null ? Found.OWNER : Found.OUTCOME;
    }

    private enum Found {
        NOTHING,
        OWNER,
        OUTCOME
    }

    private void commit(String taskId, Found found) {
        Tables.Cancellation cancellation = in.tables().cancellations().get(taskId);
        TaskEntry task = in.tables().taskRows().get(taskId);
        if (cancellation == null || task == null) {
            return;
        }
        cancellation.buried = true;
        in.witness().trace().say("host", "tombstone of ", task, ", found ", found);
        boolean quiet = found != Found.OWNER || in.planted().has(Mutation.ACKNOWLEDGED_WHILE_OWNER_RUNS);
        if (quiet && !cancellation.acknowledged) {
            cancellation.acknowledged = true;
            steps.acknowledged(task);
        }
        if (found != Found.NOTHING) {
            task.watchFrom(in.time().now() + FIRST_LOOK);
        }
    }
}
