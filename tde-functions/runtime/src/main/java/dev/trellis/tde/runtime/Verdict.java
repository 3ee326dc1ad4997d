package dev.trellis.tde.runtime;

import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.tde.runtime.StopSignal.Cause;
import dev.trellis.tde.runtime.SupervisedRun.End;
import org.jspecify.annotations.Nullable;

/** What the end of a run means for the task. */
final class Verdict {
    /**
     * The result of a run. Work that was finished in spite of a stop counts as finished: its effect is in the world, and
     * only the kernel can have it undone.
     *
     * @param stopped why it was told to stop, null when it was not
     */
    static Result of(End end, @Nullable Cause stopped, int timeoutSeconds) {
        if (end instanceof End.Returned returned && (stopped == null || !isFailure(returned.result()))) {
            return returned.result();
        }
        if (stopped != null) {
            return new Result.Failed(stopError(stopped, timeoutSeconds, end instanceof End.Abandoned));
        }
        return end instanceof End.Threw threw ? ofFailure(threw.failure()) : unstopped();
    }

    private static boolean isFailure(Result result) {
        return result instanceof Result.Failed;
    }

    private static Result unstopped() {
        throw new IllegalStateException("a run is abandoned only after a stop");
    }

    private static TaskError stopError(Cause cause, int timeoutSeconds, boolean abandoned) {
        String ending = abandoned ? "; it did not end when told to" : "";
        return switch (cause) {
            case TIMEOUT -> new TaskError("timeout", "stopped after " + timeoutSeconds + " s" + ending, true);
            case CANCELLED -> new TaskError("cancelled", "the task was cancelled while it ran" + ending, false);
            case LOST -> new TaskError("lost", "a newer attempt owns the task" + ending, false);
        };
    }

    private static Result ofFailure(Throwable failure) {
        return switch (failure) {
            case TaskFailedException coded -> new Result.Failed(coded.error());
            case WireFormatException unreadable ->
                new Result.Failed(new TaskError("invalid_request", "" + unreadable.getMessage(), false));
            case PortUnavailableException away ->
                new Result.Failed(new TaskError("platform_unavailable", "" + away.getMessage(), true));
            default -> new Result.Failed(new TaskError("handler_error", failure.toString(), true));
        };
    }

    private Verdict() {}
}
