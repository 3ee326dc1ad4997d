package dev.trellis.tde.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.OutcomeJson;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.tde.kit.Transport.Reply;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/**
 * What a check works with: requests, deliveries, and readings of what comes back.
 *
 * @param patience for one delivery
 */
public record Bench(Transport transport, Samples samples, Claims claims, Duration patience, InstantSource clock) {
    private static final int TIMEOUT_SECONDS = 60;

    /** A request of a new task with the sample inputs, good in every way. */
    ObjectNode request() {
        ObjectNode request = JsonText.object()
                .put("contract", "trellis/v1")
                .put("task_id", "check-" + UUID.randomUUID())
                .put("attempt", 1)
                .put("attempt_token", UUID.randomUUID().toString())
                .put("action", "execute")
                .put("task_type", "check.sample")
                .put("version", "1.0.0")
                .put("adapter", "container")
                .put("ref", "check")
                .put("not_after", clock.instant().plusSeconds(TIMEOUT_SECONDS).toString())
                .put("timeout_s", TIMEOUT_SECONDS)
                .put("heartbeat_s", 10)
                .put("tenant", "default")
                .put("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        request.set("inputs", samples.inputs().deepCopy());
        request.setAll(samples.request());
        return request;
    }

    /** The same task once more, as a new attempt. */
    static ObjectNode nextAttempt(ObjectNode request) {
        return request.deepCopy()
                .put("attempt", request.path("attempt").asInt() + 1)
                .put("attempt_token", UUID.randomUUID().toString());
    }

    Reply deliver(JsonNode request) throws IOException, InterruptedException {
        return transport.deliver(JsonText.write(request), patience);
    }

    /** Delivers a request that must be answered with an outcome. */
    Outcome outcome(ObjectNode request) throws Failure, IOException, InterruptedException {
        return read(deliver(request));
    }

    /** A reply as an outcome. */
    static Outcome read(Reply reply) throws Failure {
        if (!(reply instanceof Reply.Said said)) {
            throw new Failure("expected one outcome; " + reply.described());
        }
        try {
            return OutcomeJson.read(said.text());
        } catch (WireFormatException wrong) {
            throw new Failure("expected one outcome; " + wrong.getMessage() + "; " + reply.described());
        }
    }

    /** Delivers a request that must succeed, and gives its outputs in a form that can be compared. */
    String outputs(ObjectNode request) throws Failure, IOException, InterruptedException {
        return outputs(outcome(request));
    }

    private static String comparable(Payload outputs) {
        return switch (outputs) {
            case Payload.Inline inline -> JsonText.canonical(inline.json()).text();
            case Payload.ClaimCheck check -> String.valueOf(check.ref().sha256());
        };
    }

    static String outputs(Outcome outcome) throws Failure {
        return switch (outcome.result()) {
            case Result.Succeeded succeeded -> comparable(succeeded.outputs());
            case Result.HandedOver over -> "handed over";
            case Result.Failed failed -> throw new Failure("expected success, found failed: " + failed.error());
            case Result.CompensateRequired required ->
                throw new Failure("expected success, found compensate_required: " + required.error());
        };
    }
}
