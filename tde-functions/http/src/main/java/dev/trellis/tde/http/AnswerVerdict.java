package dev.trellis.tde.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.tde.runtime.TaskFailedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an answer means for the task. */
final class AnswerVerdict {
    /** Request timeout, too early, too many requests. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    private final Map<String, String> mapping;
    private final List<Integer> accepted;

    /** @param settings {@code response}: output names to JSON pointers into the body; {@code accept_status} beside 200 to 299 */
    AnswerVerdict(JsonFields settings) {
        this.mapping = settings.textMap("response");
        this.accepted = settings.list("accept_status", (path, status) -> {
            if (!status.isInt()) {
                throw new WireFormatException(path, "expected a status code such as 404");
            }
            return status.intValue();
        });
    }

    /** The outputs: {@code status} and {@code body}, or what the mapping takes from the body. */
    ObjectNode outputs(HttpAnswer answer) throws TaskFailedException {
        int status = answer.status();
        if ((status < 200 || status > 299) && !accepted.contains(status)) {
            throw TaskFailedException.of(new TaskError(
                    "http_" + status,
                    HttpGuard.shown(answer.from()) + " answered with status " + status,
                    status >= 500 || PASSING.contains(status)));
        }
        JsonNode body = body(answer);
        return mapping.isEmpty() ? whole(status, body) : mapped(body, answer);
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
        String type = answer.contentType();
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
