package dev.trellis.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.RegistryStore;
import dev.trellis.contract.registry.RegistryKey;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.JsonText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The tasks {@code kernel.registry.validate}, {@code kernel.registry.write} and {@code kernel.registry.flip}: JSON inputs to
 * JSON outputs, as the schemas of their registry entries say.
 */
public final class ChangeSteps {

    private final ChangeWriter writer;
    private final RegistryStore registry;

    public ChangeSteps(ChangeWriter writer, RegistryStore registry) {
        this.writer = writer;
        this.registry = registry;
    }

    /** The answer of a step. */
    public sealed interface Answer {

        /** The step is done. */
        record Done(Json outputs) implements Answer {}

        /**
         * The step cannot be done, and repeating it as it is changes nothing.
         *
         * @param code {@code registry.invalid}, {@code registry.conflict} or {@code registry.moved}
         */
        record Refused(String code, String message) implements Answer {}
    }

    /**
     * Checks entries against their rules and against the registries: {@code {entries}} to {@code {changes, approval_roles}}.
     *
     * @throws dev.trellis.contract.wire.WireFormatException when the inputs are not of this form
     */
    public Answer validate(Json inputs) {
        ChangePlan plan = writer.validate(entries(JsonFields.of(JsonText.parse(inputs))));
        if (!plan.problems().isEmpty()) {
            return new Answer.Refused(
                    "registry.invalid",
                    plan.problems().stream().map(Problem::toString).collect(Collectors.joining("; ")));
        }
        ObjectNode outputs = plan.tree();
        outputs.remove("problems");
        return new Answer.Done(JsonText.json(outputs));
    }

    /** Writes versions: {@code {entries, requested_by}} to {@code {written: [{kind, name, version, result}]}}. */
    public Answer write(Json inputs) {
        JsonFields fields = JsonFields.of(JsonText.parse(inputs));
        List<ChangeWriter.Written> written = writer.write(entries(fields), fields.text("requested_by"));
        List<String> conflicts = written.stream()
                .filter(one -> one.result() == RegistryStore.Put.CONFLICT)
                .map(one -> one.key().toString())
                .toList();
        if (!conflicts.isEmpty()) {
            return new Answer.Refused(
                    "registry.conflict",
                    "there with another content, raise the version: " + String.join(", ", conflicts));
        }
        ObjectNode outputs = JsonText.object();
        ArrayNode items = outputs.putArray("written");
        written.forEach(one -> items.add(keyed(one.key()).put("result", word(one.result()))));
        return new Answer.Done(JsonText.json(outputs));
    }

    /** Flips pointers: {@code {changes}} to {@code {flipped: [{kind, name, version, result}], revision}}. */
    public Answer flip(Json inputs) {
        List<ChangePlan.Change> changes =
                JsonFields.of(JsonText.parse(inputs)).list("changes", ChangePlan.Change::read);
        List<ChangeWriter.Flipped> flipped = writer.flip(changes);
        List<String> moved = flipped.stream()
                .filter(one -> one.result() == ChangeWriter.Flip.MOVED)
                .map(one -> one.key() + " (stable is now " + one.now() + ")")
                .toList();
        if (!moved.isEmpty()) {
            return new Answer.Refused(
                    "registry.moved",
                    "somebody else changed the stable version meanwhile, plan anew: " + String.join(", ", moved));
        }
        ObjectNode outputs = JsonText.object();
        ArrayNode items = outputs.putArray("flipped");
        flipped.forEach(one -> items.add(keyed(one.key()).put("result", word(one.result()))));
        outputs.put("revision", registry.headRevision());
        return new Answer.Done(JsonText.json(outputs));
    }

    private static List<EntryDraft> entries(JsonFields fields) {
        return fields.list("entries", (path, document) -> EntryDraft.of(document));
    }

    private static ObjectNode keyed(RegistryKey key) {
        return JsonText.object()
                .put("kind", key.kind().word())
                .put("name", key.name())
                .put("version", key.version());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
