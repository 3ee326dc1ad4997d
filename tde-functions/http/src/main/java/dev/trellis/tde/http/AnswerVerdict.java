package dev.trellis.tde.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.registry.SchemaCheck;
import dev.trellis.tde.runtime.TaskFailedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an answer means for the task. */
final class AnswerVerdict {
    /** Request timeout, too early, too many requests. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    private final SchemaCheck schemas;
    private final Map<String, String> mapping;
    private final List<Integer> accepted;
    private final Json schema;

    /**
     * @param settings {@code response}: output names to JSON pointers into the body; {@code accept_status} beside 200 to 299;
     *     {@code answer_schema} of the body
     */
    AnswerVerdict(JsonFields settings, SchemaCheck schemas) {
        this.schemas = schemas;
        this.mapping = settings.textMap("response");
        this.accepted = settings.list("accept_status", (path, status) -> {
            if (!status.isInt()) {
                throw new WireFormatException(path, "expected a status code such as 404");
            }
            return status.intValue();
        });
        this.schema = settings.object("answer_schema");
    }

    boolean accepts(int status) {
        return (status >= 200 && status <= 299) || accepted.contains(status);
    }

    /** Why the status says no success, null when it says success. */
    @Nullable
    TaskError refusal(HttpAnswer answer) {
        int status = answer.status();
        if (accepts(status)) {
            return null;
        }
        String later = answer.head().retryAfter() == null
                ? ""
                : "; it asks to come again after " + answer.head().retryAfter();
        return new TaskError(
                "http_" + status,
                HttpGuard.shown(answer.from()) + " answered with status " + status + later,
                status >= 500 || PASSING.contains(status));
    }

    /** The outputs: {@code status} and {@code body}, or what the mapping takes from the body. */
    ObjectNode outputs(HttpAnswer answer) throws TaskFailedException {
        JsonNode body = body(answer);
        if (!schema.text().equals("{}")) {
            check(answer, body);
        }
        return mapping.isEmpty() ? whole(answer.status(), body) : mapped(body, answer);
    }

    private void check(HttpAnswer answer, JsonNode body) throws TaskFailedException {
        List<SchemaCheck.Violation> violations = schemas.violations(schema, body);
        if (!violations.isEmpty()) {
            throw TaskFailedException.permanent(
                    "http_unexpected_body",
                    "the answer of %s is not what answer_schema says %s"
                            .formatted(HttpGuard.shown(answer.from()), violations.getFirst()));
        }
    }

    private static ObjectNode whole(int status, JsonNode body) {
        ObjectNode outputs = JsonText.object().put("status", status);
        outputs.set("body", body);
        return outputs;
    }

    private ObjectNode mapped(JsonNode body, HttpAnswer answer) throws TaskFailedException {
        ObjectNode outputs = JsonText.object();
        for (Map.Entry<String, String> output : mapping.entrySet()) {
            JsonNode value = body.at(output.getValue());
            if (value.isMissingNode()) {
                throw TaskFailedException.permanent(
                        "http_unexpected_body",
                        "the answer of %s holds nothing at %s"
                                .formatted(HttpGuard.shown(answer.from()), output.getValue()));
            }
            outputs.set(output.getKey(), value);
        }
        return outputs;
    }

    private static JsonNode body(HttpAnswer answer) throws TaskFailedException {
        if (answer.body().length == 0) {
            return JsonText.parse("null");
        }
        String type = answer.head().contentType();
        boolean json = type != null && (type.equals("application/json") || type.endsWith("+json"));
        if (!json) {
            return JsonText.parse(JsonText.quote(new String(answer.body(), StandardCharsets.UTF_8)));
        }
        try {
            return JsonText.parse(answer.body());
        } catch (WireFormatException broken) {
            throw TaskFailedException.permanent(
                    "http_unexpected_body",
                    HttpGuard.shown(answer.from()) + " calls its answer JSON, but it is none: " + broken.getMessage(),
                    broken);
        }
    }
}
