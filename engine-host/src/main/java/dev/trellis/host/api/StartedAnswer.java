package dev.trellis.host.api;

import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.instance.InstanceState;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.instance.Started;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a start.
 *
 * @param duplicate whether the same submission had started the instance before
 */
public record StartedAnswer(
        String instanceId,
        String process,
        String version,
        InstanceState state,
        @Nullable String businessKey,
        Instant startedAt,
        boolean duplicate) {
    /** 201 for a new instance, 200 for one that runs already; a conflict of keys is refused. */
    public static Response response(Started started) {
        return switch (started) {
            case Started.Fresh fresh ->
                Response.created(URI.create("/v1/instances/" + fresh.instance().id()))
                        .entity(of(fresh.instance(), false))
                        .build();
            case Started.Duplicate duplicate ->
                Response.ok(of(duplicate.instance(), true)).build();
            case Started.KeyConflict conflict ->
                throw new RefusedException(
                        Refusal.CONFLICT,
                        "the idempotency key %s was used with another content; it started instance %s"
                                .formatted(
                                        conflict.idempotencyKey(),
                                        conflict.instance().id()));
        };
    }

    private static StartedAnswer of(InstanceView instance, boolean duplicate) {
        return new StartedAnswer(
                instance.id(),
                instance.process(),
                instance.version(),
                instance.state(),
                instance.businessKey(),
                instance.startedAt(),
                duplicate);
    }
}
