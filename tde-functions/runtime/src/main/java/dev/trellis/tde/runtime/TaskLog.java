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
    private static final System.Logger LOG = System.getLogger("dev.trellis.tde");

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
        LOG.log(Level.INFO, "{0} {1}", subject(request), turn);
    }

    void ended(TaskRequest request, End end, StopSignal.@Nullable Cause stopped, Redaction redaction) {
        if (stopped != null) {
            LOG.log(Level.WARNING, "{0} stopped: {1}", subject(request), stopped);
            if (end instanceof End.Abandoned) {
                LOG.log(Level.ERROR, "{0} did not end when told to; its thread is left behind", subject(request));
            }
        } else if (end instanceof End.Threw threw && isUnexpected(threw.failure())) {
            broke(request, threw.failure(), redaction);
        }
    }

    /** A stack trace quotes messages, and a message may quote what was sent. */
    private static void broke(TaskRequest request, Throwable failure, Redaction redaction) {
        if (redaction.isEmpty()) {
            LOG.log(Level.ERROR, subject(request) + " broke", failure);
            return;
        }
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        LOG.log(Level.ERROR, subject(request) + " broke: " + redaction.clean(trace.toString()));
    }

    private static boolean isUnexpected(Throwable failure) {
        return !(failure instanceof TaskFailedException || failure instanceof WireFormatException);
    }

    void heartbeatMissed(TaskRequest request, RuntimeException why) {
        LOG.log(Level.WARNING, "{0} heartbeat not taken: {1}", subject(request), why.getMessage());
    }

    void settled(TaskRequest request, Result result, Map<String, Double> measured, boolean ours) {
        if (!ours) {
            LOG.log(Level.WARNING, "{0} lost to a newer attempt; its outcome is dropped", subject(request));
            return;
        }
        String why =
                result instanceof Result.Failed failed ? " " + failed.error().code() : "";
        LOG.log(Level.INFO, "{0} {1}{2} ms={3}", subject(request), result.status(), why, measured.get("duration_ms"));
    }

    private static String subject(TaskRequest request) {
        return "task=" + request.attempt().taskId() + " attempt="
                + request.attempt().number() + " type=" + request.executor().taskType() + "@"
                + request.executor().version();
    }
}
