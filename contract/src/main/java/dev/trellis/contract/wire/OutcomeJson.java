package dev.trellis.contract.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON form of an {@link Outcome}, the body of a message on the outcome queue. Unknown fields are kept. */
public final class OutcomeJson {
    private static final long MAX_HEARTBEAT_SECONDS = 86_400;

    /**
     * Reads an outcome.
     *
     * @throws WireFormatException when the text is not an outcome of this contract version
     */
    public static Outcome read(String text) {
        return read(JsonFields.of(JsonText.parse(text)));
    }

    /** As {@link #read(String)}, from UTF-8 bytes. */
    public static Outcome read(byte[] utf8) {
        return read(JsonFields.of(JsonText.parse(utf8)));
    }

    private static Outcome read(JsonFields fields) {
        Parts.checkContract(fields);
        return new Outcome(
                Parts.readAttempt(fields),
                Parts.readAction(fields),
                readResult(fields),
                readMetrics(fields),
                fields.instant("started_at"),
                fields.instant("finished_at"),
                fields.optionalText("traceparent"),
                fields.rest());
    }

    private static Result readResult(JsonFields fields) {
        String status = fields.text("status");
        return switch (status) {
            case "succeeded" ->
                new Result.Succeeded(
                        Parts.readPayload(fields, "outputs"), fields.list("artifacts_out", Parts::readArtifact));
            case "failed" -> new Result.Failed(readError(fields));
            case "compensate_required" -> new Result.CompensateRequired(readError(fields));
            case "running" -> readHandOver(fields.fields("callback"));
            default ->
                throw new WireFormatException(
                        fields.pathOf("status"),
                        "expected one of succeeded, failed, compensate_required, running, found " + status);
        };
    }

    private static TaskError readError(JsonFields fields) {
        JsonFields error = fields.fields("error");
        return new TaskError(error.text("code"), error.text("message", ""), error.flag("retryable", false));
    }

    private static Result readHandOver(JsonFields callback) {
        Long heartbeat = callback.optionalInteger("heartbeat_s", 1, MAX_HEARTBEAT_SECONDS);
        return new Result.HandedOver(
                callback.text("token"), callback.instant("deadline"), heartbeat == null ? null : heartbeat.intValue());
    }

    private static Map<String, Double> readMetrics(JsonFields fields) {
        JsonFields metrics = fields.optionalFields("metrics");
        Map<String, Double> map = new LinkedHashMap<>();
        if (metrics == null) {
            return map;
        }
        metrics.forEach((name, value) -> {
            if (!value.isNumber()) {
                throw new WireFormatException(metrics.pathOf(name), "expected a number");
            }
            map.put(name, value.doubleValue());
        });
        return map;
    }

    /** The text of an outcome. */
    public static String write(Outcome outcome) {
        ObjectNode out = JsonText.object();
        out.put("contract", Parts.CONTRACT);
        Parts.writeAttempt(out, outcome.attempt());
        out.put("action", Parts.word(outcome.action()));
        writeResult(out, outcome.result());
        out.set("metrics", metrics(outcome.metrics()));
        out.put("started_at", outcome.startedAt().toString());
        out.put("finished_at", outcome.finishedAt().toString());
        Parts.putText(out, "traceparent", outcome.traceparent());
        Parts.putExtensions(out, outcome.extensions());
        return JsonText.write(out);
    }

    private static void writeResult(ObjectNode out, Result result) {
        out.put("status", result.status());
        switch (result) {
            case Result.Succeeded done -> {
                Parts.writePayload(out, "outputs", done.outputs());
                out.set("artifacts_out", Parts.artifacts(done.artifactsOut()));
            }
            case Result.Failed failed -> out.set("error", error(failed.error()));
            case Result.CompensateRequired undo -> out.set("error", error(undo.error()));
            case Result.HandedOver over -> {
                ObjectNode callback = out.putObject("callback");
                callback.put("token", over.callbackToken());
                callback.put("deadline", over.deadline().toString());
                if (over.heartbeatSeconds() != null) {
                    callback.put("heartbeat_s", over.heartbeatSeconds());
                }
            }
        }
    }

    private static JsonNode error(TaskError error) {
        return JsonText.object()
                .put("code", error.code())
                .put("message", error.message())
                .put("retryable", error.retryable());
    }

    private static JsonNode metrics(Map<String, Double> metrics) {
        ObjectNode out = JsonText.object();
        metrics.entrySet().stream()
                .filter(metric -> Double.isFinite(metric.getValue()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(metric -> out.put(metric.getKey(), metric.getValue()));
        return out;
    }

    private OutcomeJson() {}
}
