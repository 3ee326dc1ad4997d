package dev.trellis.host.task;

import dev.trellis.host.command.Caller;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Lets held tasks go on. Whether the caller may decide is checked by who calls. */
public interface Gates {
    /** Error code of a task whose approval was refused. */
    String REJECTED = "approval.rejected";

    /**
     * Makes a held task ready.
     *
     * @param alongside runs in the same transaction, before the task is touched; what it throws undoes all
     */
    void approve(Caller caller, String taskId, Consumer<Handle> alongside);

    /**
     * Ends a held task as failed with the code {@link #REJECTED}: the model's error path goes on, or an incident opens.
     *
     * @param reason for people
     * @param alongside runs in the same transaction, before the task is touched; what it throws undoes all
     */
    void reject(Caller caller, String taskId, String reason, Consumer<Handle> alongside);
}
