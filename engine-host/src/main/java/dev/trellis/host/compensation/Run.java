package dev.trellis.host.compensation;

import dev.trellis.contract.task.TaskError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run that undoes tasks.
 *
 * @param element the event that threw it, or the task that required it or came late
 * @param executionId the place that waits for its end; null when nobody does
 */
record Run(
        String id,
        Instance instance,
        String element,
        Cause cause,
        @Nullable String executionId,
        Leave leave) {
    /** Whose tasks are undone. */
    record Instance(String id, String rootId, String tenant) {}

    /**
     * How the place is left at the end.
     *
     * @param scopes that are left then; what is completed in them until then is undone too
     * @param error thrown at the place; null to go on from there
     */
    record Leave(List<String> scopes, @Nullable TaskError error) {
        static final Leave BY_ITS_FLOWS = new Leave(List.of(), null);

        Leave {
            scopes = List.copyOf(scopes);
        }
    }

    /** Why something is undone. */
    enum Cause {
        /** An event of the model threw compensation. */
        EVENT,
        /** A task required it. */
        REQUIRED,
        /** A task succeeded after it was taken back. */
        LATE_EFFECT
    }
}
