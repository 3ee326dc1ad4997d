package dev.trellis.tde.runtime;

import dev.trellis.contract.task.TaskError;
import org.jspecify.annotations.Nullable;

/** The work cannot be done, for a reason that has a code. The runtime turns it into a {@code failed} outcome. */
public final class TaskFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient TaskError error;

    private TaskFailedException(TaskError error, @Nullable Throwable cause) {
        super(error.code() + ": " + error.message(), cause);
        this.error = error;
    }

    /** A failure that another attempt with the same inputs would meet again. */
    public static TaskFailedException permanent(String code, String message) {
        return new TaskFailedException(new TaskError(code, message, false), null);
    }

    /** As {@link #permanent(String, String)}, with what caused it. */
    public static TaskFailedException permanent(String code, String message, Throwable cause) {
        return new TaskFailedException(new TaskError(code, message, false), cause);
    }

    /** A failure that may pass by itself. */
    public static TaskFailedException passing(String code, String message) {
        return new TaskFailedException(new TaskError(code, message, true), null);
    }

    /** As {@link #passing(String, String)}, with what caused it. */
    public static TaskFailedException passing(String code, String message, Throwable cause) {
        return new TaskFailedException(new TaskError(code, message, true), cause);
    }

    /** A failure that was described elsewhere, for example by a script. */
    public static TaskFailedException of(TaskError error) {
        return new TaskFailedException(error, null);
    }

    public TaskError error() {
        return error;
    }
}
