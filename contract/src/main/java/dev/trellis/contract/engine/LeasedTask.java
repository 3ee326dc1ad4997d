package dev.trellis.contract.engine;

import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.TaskContext;
import dev.trellis.contract.task.TimeLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ready task in the hands of an orchestrator.
 *
 * @param demand which executor it needs
 * @param limits the clocks of the attempt, as policy and submitter say together
 * @param context tenant, keys, classes and the tags of its process
 */
public record LeasedTask(
        Attempt attempt,
        Action action,
        Demand demand,
        Payload inputs,
        List<ArtifactRef> artifactsIn,
        TimeLimits limits,
        TaskContext context) {
    public LeasedTask {
        artifactsIn = List.copyOf(artifactsIn);
    }

    /**
     * Which executor a task needs.
     *
     * @param taskType dotted name
     * @param pinnedVersion the version that the instance was pinned to, null when its type was unknown at start
     * @param versionRange what the author wrote, for example {@code ^1.2}; null when nothing
     * @param capabilities what the executor must provide
     */
    public record Demand(
            String taskType,
            @Nullable String pinnedVersion,
            @Nullable String versionRange,
            List<String> capabilities) {
        public Demand {
            capabilities = List.copyOf(capabilities);
        }
    }
}
