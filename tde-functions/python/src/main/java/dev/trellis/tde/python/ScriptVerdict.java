package dev.trellis.tde.python;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.tde.runtime.TaskFailedException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What the end of a script means for its task. */
final class ScriptVerdict {
    /** From here on a script says by itself what went wrong, as in sysexits.h. */
    private static final int FIRST_OWN_FAILURE = 65;

    private static final int TEMPORARY_FAILURE = 75;
    private static final int FIRST_SIGNAL = 128;
    private static final int KILLED = FIRST_SIGNAL + 9;
    private static final int OUT_OF_CPU_TIME = FIRST_SIGNAL + 24;

    private final ScriptLimits limits;

    ScriptVerdict(ScriptLimits limits) {
        this.limits = limits;
    }

    /** The outputs of a script that succeeded. */
    ObjectNode outputs(ScriptEnd end) throws TaskFailedException {
        if (end.killedFor() != null) {
            throw tooMuch(end.killedFor());
        }
        if (end.exitCode() != 0) {
            throw failure(end);
        }
        if (text(end).isEmpty()) {
            throw TaskFailedException.permanent(
                    "no_output", "the script ended well but printed nothing; it must print one JSON object");
        }
        return object(end);
    }

    private ObjectNode object(ScriptEnd end) throws TaskFailedException {
        try {
            if (JsonText.parse(text(end)) instanceof ObjectNode object) {
                return object;
            }
        } catch (WireFormatException garbage) {
            throw TaskFailedException.permanent(
                    "output_not_json",
                    "standard output must be one JSON object (logs belong on standard error): " + garbage.getMessage(),
                    garbage);
        }
        throw TaskFailedException.permanent("output_not_json", "standard output is JSON but no JSON object");
    }

    private TaskFailedException tooMuch(ScriptEnd.Excess excess) {
        return switch (excess) {
            case OUTPUT ->
                TaskFailedException.permanent(
                        "output_too_large",
                        "the script printed more than %d bytes; large results belong in a file of artifacts_out_dir"
                                .formatted(limits.outputBytes()));
            case DISK ->
                TaskFailedException.permanent(
                        "disk_limit", "the script wrote more than %d MB of files".formatted(limits.diskMb()));
        };
    }

    private TaskFailedException failure(ScriptEnd end) {
        TaskError own = end.exitCode() >= FIRST_OWN_FAILURE && end.exitCode() < FIRST_SIGNAL ? ownError(end) : null;
        if (own != null) {
            return TaskFailedException.of(own);
        }
        if (isOutOfCpuTime(end)) {
            return TaskFailedException.permanent(
                    "cpu_limit", "the script used more than %d s of CPU time".formatted(limits.cpuSeconds()));
        }
        if (end.exitCode() > FIRST_SIGNAL) {
            return TaskFailedException.passing(
                    "script_killed",
                    "signal %d ended the script%s".formatted(end.exitCode() - FIRST_SIGNAL, tail(end)));
        }
        if (end.errorTail().lines().anyMatch(line -> line.startsWith("MemoryError"))) {
            return TaskFailedException.permanent(
                    "memory_limit", "the script needs more than %d MB of memory".formatted(limits.memoryMb()));
        }
        return TaskFailedException.of(new TaskError(
                "script_failed",
                "the script ended with exit status " + end.exitCode() + tail(end),
                end.exitCode() == TEMPORARY_FAILURE));
    }

    /** A script that ignores the signal is killed a second later. */
    private boolean isOutOfCpuTime(ScriptEnd end) {
        boolean ignored = end.exitCode() == KILLED && end.took().toSeconds() > limits.cpuSeconds();
        return end.exitCode() == OUT_OF_CPU_TIME || ignored;
    }

    /** The error that a script describes on the last line of its output, null when it describes none. */
    private static @Nullable TaskError ownError(ScriptEnd end) {
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

    private static String text(ScriptEnd end) {
        return new String(end.output(), StandardCharsets.UTF_8).strip();
    }

    private static String tail(ScriptEnd end) {
        return end.errorTail().isBlank()
                ? " and printed nothing on standard error"
                : "; standard error ends with:\n" + end.errorTail().strip();
    }
}
