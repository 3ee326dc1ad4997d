package dev.trellis.host.api;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.SubmissionKeys;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.host.command.Caller;
import dev.trellis.host.instance.StartCommand;
import dev.trellis.host.trace.Origin;
import org.jspecify.annotations.Nullable;

/**
 * The wish to start a process.
 *
 * @param process its name in the registry
 * @param version a semver range such as {@code ^1.2}; the stable version when absent
 * @param variables a JSON object
 */
public record StartInstanceBody(
        String process,
        @Nullable String version,
        Json variables,
        @Nullable String businessKey,
        @Nullable String idempotencyKey)
        implements RequestBody {
    static StartInstanceBody read(JsonFields fields) {
        return new StartInstanceBody(
                fields.text("process"),
                fields.optionalText("version"),
                fields.object("variables"),
                fields.optionalText("business_key"),
                fields.optionalText("idempotency_key"));
    }

    StartCommand command(Caller caller, @Nullable String traceparent, @Nullable Origin origin) {
        return new StartCommand(
                caller,
                process,
                version,
                variables,
                new SubmissionKeys(idempotencyKey, businessKey),
                traceparent,
                origin);
    }
}
