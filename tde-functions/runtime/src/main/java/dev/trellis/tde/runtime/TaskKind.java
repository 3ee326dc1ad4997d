package dev.trellis.tde.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trellis.contract.task.Result;
import java.util.Set;

/**
 * One way of executing tasks at the level of JSON, for example running a script. Instances are shared by threads.
 *
 * <p>Authors of a single task type in Java implement {@link TaskHandler} instead.
 */
public interface TaskKind {
    /** A typed handler as the kind {@code java}. */
    static TaskKind of(TaskHandler<?, ?> handler, ObjectMapper mapper) {
        return TypedKind.of(handler, mapper);
    }

    /** The adapter that requests must name, for example {@code python}. */
    String adapter();

    /** All adapters that requests may name; {@link #adapter()} alone unless one kind serves a family. */
    default Set<String> adapters() {
        return Set.of(adapter());
    }

    /**
     * Does the work. It is interrupted, and {@link TaskScope#stop()} is raised, when the attempt runs out of time, is
     * cancelled or lost to a newer attempt.
     *
     * @throws TaskFailedException when the work cannot be done, with a code; every other exception becomes a retryable
     *     {@code handler_error}
     */
    Result execute(TaskScope scope) throws Exception;

    /**
     * Whether two executions of one attempt may go on at the same time, for work without an effect. Not where they would share
     * something that is named by the attempt.
     */
    default boolean mayOverlap() {
        return true;
    }

    /** Undoes what {@link #execute} did with the same inputs. Refused unless a kind can. */
    default Result compensate(TaskScope scope) throws Exception {
        throw TaskFailedException.permanent(
                "compensate_unsupported",
                "the executor kind " + adapter()
                        + " cannot undo; name a compensating task type in the entry of the task type");
    }
}
