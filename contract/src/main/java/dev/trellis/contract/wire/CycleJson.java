package dev.trellis.contract.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.engine.CycleRequest.Ask;
import dev.trellis.contract.engine.CycleRequest.Confirmed;
import dev.trellis.contract.engine.CycleRequest.Decision;
import dev.trellis.contract.engine.CycleRequest.Reason;
import dev.trellis.contract.engine.CycleRequest.Released;
import dev.trellis.contract.engine.CycleRequest.Route;
import java.util.List;
import java.util.function.Function;

/** The JSON forms of {@link CycleRequest} and {@link CycleReply}. */
public final class CycleJson {

    /**
     * Reads what an orchestrator says.
     *
     * @throws WireFormatException when the text is not a cycle request
     */
    public static CycleRequest readRequest(String text) {
        JsonFields fields = JsonFields.of(JsonText.parse(text));
        Parts.checkContract(fields);
        return new CycleRequest(
                fields.text("pdo_id"),
                readAsk(fields.fields("ask")),
                fields.list("confirmed", CycleJson::readConfirmed),
                fields.list("released", CycleJson::readReleased),
                fields.list("observations", ObservationJson::read),
                integer(fields, "events_published_to"));
    }

    /** The text of what an orchestrator says. */
    public static String write(CycleRequest request) {
        ObjectNode out = JsonText.object();
        out.put("contract", Parts.CONTRACT);
        out.put("pdo_id", request.pdoId());
        out.putObject("ask")
                .put("max_tasks", request.ask().maxTasks())
                .put("max_events", request.ask().maxEvents())
                .put("wait_ms", request.ask().waitMillis())
                .put("closing", request.ask().closing());
        out.set("confirmed", array(request.confirmed(), CycleJson::confirmed));
        out.set("released", array(request.released(), CycleJson::released));
        out.set("observations", array(request.observations(), ObservationJson::write));
        out.put("events_published_to", request.eventsPublishedTo());
        return JsonText.write(out);
    }

    /**
     * Reads what the host answers.
     *
     * @throws WireFormatException when the text is not a cycle reply
     */
    public static CycleReply readReply(String text) {
        JsonFields fields = JsonFields.of(JsonText.parse(text));
        Parts.checkContract(fields);
        return new CycleReply(
                fields.list("tasks", LeasedTaskJson::read),
                fields.list("watch", CycleJson::readWatch),
                fields.list("events", CycleJson::readEvent),
                fields.flag("may_linger", false));
    }

    /** The text of what the host answers. */
    public static String write(CycleReply reply) {
        ObjectNode out = JsonText.object();
        out.put("contract", Parts.CONTRACT);
        out.set("tasks", array(reply.tasks(), LeasedTaskJson::write));
        out.set("watch", array(reply.watch(), CycleJson::watch));
        out.set("events", array(reply.events(), CycleJson::event));
        out.put("may_linger", reply.mayLinger());
        return JsonText.write(out);
    }

    private static Ask readAsk(JsonFields fields) {
        return new Ask(
                fields.integer("max_tasks", 0, 200),
                fields.integer("max_events", 0, 500),
                fields.integer("wait_ms", 0, 20_000),
                fields.flag("closing", false));
    }

    private static Confirmed readConfirmed(String path, JsonNode value) {
        JsonFields fields = JsonFields.at(path, value);
        return new Confirmed(
                fields.text("task_id"),
                fields.text("attempt_token"),
                new Route(fields.text("version"), fields.text("queue"), fields.list("reasons", CycleJson::readReason)));
    }

    private static ObjectNode confirmed(Confirmed confirmed) {
        ObjectNode out = JsonText.object();
        out.put("task_id", confirmed.taskId());
        out.put("attempt_token", confirmed.attemptToken());
        out.put("version", confirmed.route().version());
        out.put("queue", confirmed.route().queue());
        out.set("reasons", array(confirmed.route().reasons(), CycleJson::reason));
        return out;
    }

    private static Released readReleased(String path, JsonNode value) {
        JsonFields fields = JsonFields.at(path, value);
        return new Released(
                fields.text("task_id"),
                fields.text("attempt_token"),
                readDecision(fields),
                fields.list("reasons", CycleJson::readReason));
    }

    private static Decision readDecision(JsonFields fields) {
        String decision = fields.text("decision");
        return switch (decision) {
            case "defer" -> new Decision.Defer(fields.integer("delay_s", 0, 86_400));
            case "park" -> new Decision.Park(fields.text("code"), fields.text("message"));
            case "reject" -> new Decision.Reject(fields.text("code"), fields.text("message"));
            default ->
                throw new WireFormatException(
                        fields.pathOf("decision"), "expected one of defer, park, reject, found " + decision);
        };
    }

    private static ObjectNode released(Released released) {
        ObjectNode out = JsonText.object();
        out.put("task_id", released.taskId());
        out.put("attempt_token", released.attemptToken());
        switch (released.decision()) {
            case Decision.Defer(int delay) -> out.put("decision", "defer").put("delay_s", delay);
            case Decision.Park(String code, String message) ->
                out.put("decision", "park").put("code", code).put("message", message);
            case Decision.Reject(String code, String message) ->
                out.put("decision", "reject").put("code", code).put("message", message);
        }
        out.set("reasons", array(released.reasons(), CycleJson::reason));
        return out;
    }

    private static Reason readReason(String path, JsonNode value) {
        JsonFields fields = JsonFields.at(path, value);
        return new Reason(fields.text("rule"), fields.text("detail", ""));
    }

    private static ObjectNode reason(Reason reason) {
        return JsonText.object().put("rule", reason.rule()).put("detail", reason.detail());
    }

    private static CycleReply.Watch readWatch(String path, JsonNode value) {
        JsonFields fields = JsonFields.at(path, value);
        return new CycleReply.Watch(
                fields.text("task_id"),
                fields.integer("attempt", 1, Integer.MAX_VALUE),
                fields.text("attempt_token"),
                fields.text("tenant"),
                fields.text("action"),
                fields.integer("heartbeat_s", 1, 86_400));
    }

    private static ObjectNode watch(CycleReply.Watch watch) {
        return JsonText.object()
                .put("task_id", watch.taskId())
                .put("attempt", watch.attempt())
                .put("attempt_token", watch.attemptToken())
                .put("tenant", watch.tenant())
                .put("action", watch.action())
                .put("heartbeat_s", watch.heartbeatSeconds());
    }

    private static CycleReply.OutboxEvent readEvent(String path, JsonNode value) {
        JsonFields fields = JsonFields.at(path, value);
        return new CycleReply.OutboxEvent(integer(fields, "sequence"), fields.object("event"));
    }

    private static ObjectNode event(CycleReply.OutboxEvent event) {
        ObjectNode out = JsonText.object();
        out.put("sequence", event.sequence());
        out.set("event", JsonText.parse(event.event()));
        return out;
    }

    private static long integer(JsonFields fields, String name) {
        Long value = fields.optionalInteger(name, 0, Long.MAX_VALUE);
        return value == null ? 0 : value;
    }

    private static <T> ArrayNode array(List<T> items, Function<T, ObjectNode> form) {
        ArrayNode out = JsonText.array();
        items.forEach(item -> out.add(form.apply(item)));
        return out;
    }

    private CycleJson() {}
}
