package dev.trellis.tde.runtime;

import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.tde.runtime.SupervisedRun.End;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger.Level;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line for each turn of an attempt, without any payload. */
final class TaskLog {
    private final LogForm form;

    TaskLog(LogForm form) {
        this.form = form;
    }

    void admitted(TaskRequest request, Admission admission) {
        String turn =
                switch (admission) {
                    case Admission.Run run -> "started";
                    case Admission.Refuse refuse ->
                        "refused " + refuse.result().error().code();
                    case Admission.PublishAgain again -> "published its stored outcome again";
                    case Admission.Tell tell ->
                        "ended before it began: " + tell.result().error().code();
                    case Admission.Drop drop -> "dropped: " + drop.reason();
                };
        form.write(Level.INFO, request, turn, null);
    }

    void ended(TaskRequest request, End end, StopSignal.@Nullable Cause stopped, Redaction redaction) {
        if (stopped != null) {
            form.write(Level.WARNING, request, "stopped: " + stopped, null);
            if (end instanceof End.Abandoned) {
                form.write(Level.ERROR, request, "did not end when told to; its thread is left behind", null);
            }
        } else if (end instanceof End.Threw threw && isUnexpected(threw.failure())) {
            broke(request, threw.failure(), redaction);
        }
    }

    /** A stack trace quotes messages, and a message may quote what was sent. */
    private void broke(TaskRequest request, Throwable failure, Redaction redaction) {
        if (redaction.isEmpty()) {
            form.write(Level.ERROR, request, "broke", failure);
            return;
        }
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        form.write(Level.ERROR, request, "broke: " + redaction.clean(trace.toString()), null);
    }

    private static boolean isUnexpected(Throwable failure) {
        return !(failure instanceof TaskFailedException || failure instanceof WireFormatException);
    }

    void heartbeatMissed(TaskRequest request, RuntimeException why) {
        form.write(Level.WARNING, request, "heartbeat not taken: " + why.getMessage(), null);
    }

    void settled(TaskRequest request, Result result, Map<String, Double> measured, boolean ours) {
        if (!ours) {
            form.write(Level.WARNING, request, "lost to a newer attempt; its outcome is dropped", null);
            return;
        }
        String why =
                result instanceof Result.Failed failed ? " " + failed.error().code() : "";
        form.settled(request, result.status(), result.status() + why, measured);
    }
}
