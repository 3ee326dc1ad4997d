package dev.trellis.tde.runtime;

/**
 * All that the author of a task type writes in Java: inputs in, outputs out. Instances are shared by threads.
 *
 * @param <I> what the inputs are read into: a record, a bean or a map, by Jackson
 * @param <O> what the outputs are written from; it must give a JSON object
 */
public interface TaskHandler<I, O> {
    /**
     * Does the work.
     *
     * @throws TaskFailedException when the work cannot be done, with a code; every other exception becomes a retryable
     *     {@code handler_error}
     */
    O execute(I inputs, TaskScope scope) throws Exception;

    /** Undoes what {@link #execute} did with the same inputs. Refused unless the author says how. */
    default O compensate(I inputs, TaskScope scope) throws Exception {
        throw TaskFailedException.permanent(
                "compensate_unsupported", "this task type does not know how to undo itself");
    }
}
