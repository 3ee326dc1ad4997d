package dev.trellis.tde.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.port.Secret;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.wire.JsonText;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes the secrets that an attempt has read out of all that it says: {@code [secret NAME]} stands in their place. Found are the
 * values themselves and what an echo usually makes of them, see {@link SecretForms}; what the work itself encrypts or cuts to
 * pieces is not.
 */
final class Redaction {
    /** What is looked for and what stands in its place. */
    private final Map<String, String> marks = new ConcurrentHashMap<>();

    /** From now on this secret is taken out. */
    void add(Secret secret) {
        SecretForms.of(secret.value()).forEach(form -> marks.put(form, "[secret " + secret.name() + "]"));
    }

    /** Whether anything is looked for. */
    boolean isEmpty() {
        return marks.isEmpty();
    }

    /** A text without secrets. */
    String clean(String text) {
        String cleaned = text;
        for (String form : longestFirst()) {
            cleaned = cleaned.replace(form, marks.getOrDefault(form, ""));
        }
        return cleaned;
    }

    /** As {@link #clean(String)}. */
    @Nullable
    String cleanOrNull(@Nullable String text) {
        return text == null ? null : clean(text);
    }

    /** A result without secrets. */
    Result clean(Result result) {
        if (isEmpty()) {
            return result;
        }
        return switch (result) {
            case Result.Succeeded succeeded ->
                new Result.Succeeded(clean(succeeded.outputs()), succeeded.artifactsOut());
            case Result.Failed failed -> new Result.Failed(clean(failed.error()));
            case Result.CompensateRequired required -> new Result.CompensateRequired(clean(required.error()));
            case Result.HandedOver handedOver -> handedOver;
        };
    }

    private Payload clean(Payload outputs) {
        return outputs instanceof Payload.Inline inline
                ? new Payload.Inline(JsonText.json(cleanTree(JsonText.parseObject(inline.json()))))
                : outputs;
    }

    private TaskError clean(TaskError error) {
        return new TaskError(clean(error.code()), clean(error.message()), error.retryable());
    }

    private JsonNode cleanTree(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            ObjectNode cleaned = JsonText.object();
            object.properties().forEach(member -> cleaned.set(clean(member.getKey()), cleanTree(member.getValue())));
            return cleaned;
        }
        if (tree instanceof ArrayNode array) {
            ArrayNode cleaned = JsonText.array();
            array.forEach(item -> cleaned.add(cleanTree(item)));
            return cleaned;
        }
        String text = tree.asText();
        String cleaned = clean(text);
        // A number may be a secret too; what holds none keeps its type and its digits.
        return cleaned.equals(text) ? tree : JsonText.object().textNode(cleaned);
    }

    private List<String> longestFirst() {
        return marks.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }
}
