package dev.trellis.host.trace;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Result;
import dev.trellis.host.json.JsonValues;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an outcome says of the execution behind it; no value of its outputs and no message.
 *
 * @param startedAt by the executor's clock, as all its times
 * @param cold whether its process had to start for it; null when the executor does not tell
 * @param span which the executor recorded itself, or whatever it handed back
 * @param status of the outcome
 * @param code of the error
 * @param database its work with a database, where it tells of one
 */
public record Execution(
        Instant startedAt,
        Instant finishedAt,
        @Nullable Boolean cold,
        @Nullable String span,
        String status,
        @Nullable String code,
        @Nullable DatabaseWork database) {
    /** A metric of outcomes: 1 when the process had to start for it, 0 when not. */
    public static final String COLD_START = "cold_start";

    private static final int LONGEST_CODE = 100;

    /** Takes it from an outcome. */
    public static Execution of(Outcome outcome) {
        Double cold = outcome.metrics().get(COLD_START);
        return new Execution(
                outcome.startedAt(),
                outcome.finishedAt(),
                cold == null ? null : cold > 0,
                TraceContext.of(outcome.traceparent()).map(TraceContext::spanId).orElse(null),
                outcome.result().status(),
                code(outcome.result()),
                DatabaseWork.of(outcome.metrics()));
    }

    private static @Nullable String code(Result result) {
        return switch (result) {
            case Result.Failed failed -> cut(failed.error().code());
            case Result.CompensateRequired required -> cut(required.error().code());
            case Result.Succeeded succeeded -> null;
            case Result.HandedOver over -> null;
        };
    }

    private static String cut(String code) {
        return code.substring(0, Math.min(code.length(), LONGEST_CODE));
    }

    /** The stored form. */
    public Json toJson() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("started_at", startedAt.toString());
        members.put("finished_at", finishedAt.toString());
        members.put("cold", cold);
        members.put("span", span);
        members.put("status", status);
        members.put("code", code);
        members.put("database", database == null ? null : database.members());
        members.values().removeIf(value -> value == null);
        return JsonValues.json(members);
    }

    static Execution of(Json json) {
        Map<String, @Nullable Object> members = JsonValues.object(json);
        return new Execution(
                Instant.parse(String.valueOf(members.get("started_at"))),
                Instant.parse(String.valueOf(members.get("finished_at"))),
                members.get("cold") instanceof Boolean cold ? cold : null,
                members.get("span") instanceof String span ? span : null,
                String.valueOf(members.get("status")),
                members.get("code") instanceof String code ? code : null,
                DatabaseWork.of(members.get("database")));
    }
}
