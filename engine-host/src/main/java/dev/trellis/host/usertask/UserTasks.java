package dev.trellis.host.usertask;

import dev.trellis.contract.json.Json;
import dev.trellis.host.command.Caller;
import java.util.List;
import java.util.Optional;

/** The tasks for people. Commands throw {@link dev.trellis.host.command.RefusedException} when refused. */
public interface UserTasks {
    Optional<UserTaskView> find(String tenant, String userTaskId);

    /** Open ones of a tenant, oldest first; at most 1,000. */
    List<UserTaskView> list(String tenant);

    /** Makes the caller the assignee, unless another person is. */
    void claim(Caller caller, String userTaskId);

    /**
     * Completes the task and lets the process go on. An unclaimed task is claimed on the way.
     *
     * @param variables a JSON object; without outputs in the model each member becomes a variable of the instance, with
     *     outputs only what they name, and one that has no value refuses the completion
     */
    void complete(Caller caller, String userTaskId, Json variables);
}
