package dev.trellis.host.submission;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.SubmissionKeys;
import dev.trellis.contract.task.TaskSpec;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What somebody wants done. */
public sealed interface Submission {
    /** W3C trace context of the submission. */
    @Nullable
    String traceparent();

    /** One task, by type. */
    record OfTask(TaskSpec spec, @Nullable String traceparent) implements Submission {
        public OfTask {
            Objects.requireNonNull(spec, "spec");
        }
    }

    /**
     * The start of a process.
     *
     * @param versionRange a semver range, null for the stable version
     * @param variables a JSON object
     */
    record OfProcess(
            String process,
            @Nullable String versionRange,
            Json variables,
            SubmissionKeys keys,
            @Nullable String traceparent)
            implements Submission {
        public OfProcess {
            Objects.requireNonNull(process, "process");
            Objects.requireNonNull(variables, "variables");
            Objects.requireNonNull(keys, "keys");
        }
    }
}
