package dev.trellis.tde.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.tde.child.ChildEnd;
import dev.trellis.tde.child.ChildLimits;
import dev.trellis.tde.child.ChildVerdict;
import dev.trellis.tde.child.PrintedJson;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What the end of a script means for its task. */
final class ScriptVerdict {
    /** From here on a script says by itself what went wrong, as in sysexits.h. */
    private static final int FIRST_OWN_FAILURE = 65;

    private static final int LAST_OWN_FAILURE = 127;
    private static final int TEMPORARY_FAILURE = 75;

    private final ChildVerdict child;
    private final TaskScope scope;

    ScriptVerdict(ChildLimits limits, TaskScope scope) {
        this.scope = scope;
        this.child = new ChildVerdict("script", limits);
    }

    /** The outputs of a script that succeeded. */
    ObjectNode outputs(ChildEnd end) throws TaskFailedException {
        child.requireWithinLimits(end);
        if (end.exitCode() != 0) {
            throw failure(end);
        }
        if (text(end).isEmpty()) {
            throw TaskFailedException.permanent(
                    "no_output", "the script ended well but printed nothing; it must print one JSON object");
        }
        return object(end);
    }

    private ObjectNode object(ChildEnd end) throws TaskFailedException {
        if (PrintedJson.read(text(end), scope) instanceof ObjectNode object) {
            return object;
        }
        throw TaskFailedException.permanent("output_not_json", "standard output is JSON but no JSON object");
    }

    private TaskFailedException failure(ChildEnd end) {
        boolean speaks = end.exitCode() >= FIRST_OWN_FAILURE && end.exitCode() <= LAST_OWN_FAILURE;
        TaskError own = speaks ? ownError(end) : null;
        if (own != null) {
            return TaskFailedException.of(own);
        }
        TaskFailedException stopped = child.stopped(end);
        if (stopped != null) {
            return stopped;
        }
        return TaskFailedException.of(new TaskError(
                "script_failed",
                "the script ended with exit status " + end.exitCode() + ChildVerdict.tail(end),
                end.exitCode() == TEMPORARY_FAILURE));
    }

    /** The error that a script describes on the last line of its output, null when it describes none. */
    private static @Nullable TaskError ownError(ChildEnd end) {
        String text = text(end);
        try {
            JsonNode last = JsonText.parse(text.substring(text.lastIndexOf('\n') + 1));
            JsonFields error = JsonFields.of(last).optionalFields("error");
            return error == null
                    ? null
                    : new TaskError(error.text("code"), error.text("message", ""), error.flag("retryable", false));
        } catch (WireFormatException described) {
            return null;
        }
    }

    private static String text(ChildEnd end) {
        return new String(end.output(), StandardCharsets.UTF_8).strip();
    }
}
