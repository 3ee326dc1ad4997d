package dev.trellis.host.instance;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.SubmissionKeys;
import dev.trellis.host.command.Caller;
import dev.trellis.host.trace.Origin;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The wish to start a process.
 *
 * @param process its name in the registry
 * @param versionRange a semver range, null for the stable version
 * @param variables a JSON object
 * @param traceparent W3C trace context of the submission
 * @param origin how it came in, where the platform traces it
 * @param unit the task that the instance executes, null when it is of its own
 */
public record StartCommand(
        Caller caller,
        String process,
        @Nullable String versionRange,
        Json variables,
        SubmissionKeys keys,
        @Nullable String traceparent,
        @Nullable Origin origin,
        @Nullable UnitOf unit) {
    public StartCommand {
        Objects.requireNonNull(caller, "caller");
        Objects.requireNonNull(process, "process");
        Objects.requireNonNull(variables, "variables");
        Objects.requireNonNull(keys, "keys");
    }

    /** One that the platform does not trace. */
    public StartCommand(
            Caller caller,
            String process,
            @Nullable String versionRange,
            Json variables,
            SubmissionKeys keys,
            @Nullable String traceparent) {
        this(caller, process, versionRange, variables, keys, traceparent, null, null);
    }

    /** One that came in from outside. */
    public StartCommand(
            Caller caller,
            String process,
            @Nullable String versionRange,
            Json variables,
            SubmissionKeys keys,
            @Nullable String traceparent,
            @Nullable Origin origin) {
        this(caller, process, versionRange, variables, keys, traceparent, origin, null);
    }

    /** The same as the execution of a task. */
    public StartCommand executing(UnitOf task) {
        return new StartCommand(caller, process, versionRange, variables, keys, traceparent, origin, task);
    }

    /** The context that the instance, as the root of its call tree, hands on. */
    @Nullable
    String contextOf(String instanceId) {
        return origin == null ? traceparent : origin.contextOf(instanceId);
    }
}
