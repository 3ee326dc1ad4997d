package dev.trellis.contract.container;

import dev.trellis.contract.task.TaskError;
import org.jspecify.annotations.Nullable;

/** A container did not run, or not to its end, for a reason that has a code. */
public final class ContainerRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient TaskError error;

    public ContainerRefusedException(TaskError error, @Nullable Throwable cause) {
        super(error.code() + ": " + error.message(), cause);
        this.error = error;
    }

    /** What the same order would meet again. */
    public static ContainerRefusedException permanent(String code, String message) {
        return new ContainerRefusedException(new TaskError(code, message, false), null);
    }

    /** What may have passed by the next attempt. */
    public static ContainerRefusedException passing(String code, String message, @Nullable Throwable cause) {
        return new ContainerRefusedException(new TaskError(code, message, true), cause);
    }

    public TaskError error() {
        return error;
    }
}
