package dev.trellis.contract.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.registry.PolicyEntry;
import dev.trellis.contract.registry.ProcessEntry;
import dev.trellis.contract.registry.RegistryItem;
import dev.trellis.contract.registry.RegistryKey;
import dev.trellis.contract.registry.RegistryKind;
import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.Effect;
import dev.trellis.contract.task.ExecutorRef;

/**
 * The JSON forms of registry entries as they are stored, and of items. Authors write entries, so an unknown field is
 * refused with its path.
 */
public final class RegistryJson {

    /**
     * Reads the document of a process.
     *
     * @throws WireFormatException when it is none
     */
    public static ProcessEntry readProcess(Json document) {
        JsonFields fields = entry(document, RegistryKind.PROCESS);
        JsonNode bpmn = fields.node("bpmn");
        if (bpmn == null) {
            throw new WireFormatException(fields.pathOf("bpmn"), "missing; expected the process's BPMN file");
        }
        JsonNode measures = fields.node("value_measures");
        ProcessEntry process = new ProcessEntry(
                fields.text("name"),
                fields.text("version"),
                Parts.readArtifact(fields.pathOf("bpmn"), bpmn),
                fields.text("owner", ""),
                fields.textMap("tags"),
                fields.textMap("data_classes"),
                fields.object("decision_frame"),
                measures == null ? new Json("[]") : JsonText.json(measures));
        fields.refuseRest();
        return process;
    }

    /**
     * Reads the document of a task type. A script's ref stands there as an object and becomes {@code uri#sha256=hex}.
     *
     * @throws WireFormatException when it is none
     */
    public static TdeEntry readTde(Json document) {
        JsonFields fields = entry(document, RegistryKind.TDE);
        String taskType = fields.text("name");
        TdeEntry tde = new TdeEntry(
                new ExecutorRef(
                        taskType,
                        fields.text("version"),
                        fields.text("adapter"),
                        readRef(fields),
                        fields.object("settings")),
                new TdeEntry.Schemas(fields.object("input_schema"), fields.object("output_schema")),
                fields.texts("capabilities"),
                fields.texts("data_classes"),
                fields.word("effect", Effect.class, Effect.NON_IDEMPOTENT),
                fields.optionalText("compensating_task_type"),
                Parts.readPolicy(fields.optionalFields("policy")),
                fields.text("queue", TdeEntry.queueOf(taskType)));
        fields.refuseRest();
        return tde;
    }

    private static String readRef(JsonFields fields) {
        JsonNode ref = fields.node("ref");
        if (ref == null) {
            return "";
        }
        ArtifactRef file = Parts.readArtifact(fields.pathOf("ref"), ref);
        return file.sha256() == null ? file.uri() : file.uri() + "#sha256=" + file.sha256();
    }

    /**
     * Reads the document of a policy.
     *
     * @throws WireFormatException when it is none
     */
    public static PolicyEntry readPolicy(Json document) {
        return PolicyJson.read(entry(document, RegistryKind.POLICY));
    }

    private static JsonFields entry(Json document, RegistryKind expected) {
        JsonFields fields = JsonFields.of(JsonText.parse(document));
        RegistryKind kind = fields.word("kind", RegistryKind.class);
        if (kind != expected) {
            throw new WireFormatException(
                    fields.pathOf("kind"), "expected " + expected.word() + ", found " + kind.word());
        }
        return fields;
    }

    /** The document of a process. */
    public static Json write(ProcessEntry process) {
        ObjectNode out = entry(RegistryKind.PROCESS, process.name(), process.version());
        out.set("bpmn", Parts.artifact(process.bpmn()));
        out.put("owner", process.owner());
        out.set("tags", Parts.textMap(process.tags()));
        if (!process.dataClasses().isEmpty()) {
            out.set("data_classes", Parts.textMap(process.dataClasses()));
        }
        out.set("decision_frame", JsonText.parse(process.decisionFrame()));
        out.set("value_measures", JsonText.parse(process.valueMeasures()));
        return JsonText.json(out);
    }

    /** The document of a task type. */
    public static Json write(TdeEntry tde) {
        ExecutorRef executor = tde.executor();
        ObjectNode out = entry(RegistryKind.TDE, executor.taskType(), executor.version());
        out.put("adapter", executor.adapter());
        out.put("ref", executor.ref());
        out.set("settings", JsonText.parse(executor.settings()));
        out.set("input_schema", JsonText.parse(tde.schemas().input()));
        out.set("output_schema", JsonText.parse(tde.schemas().output()));
        out.set("capabilities", JsonText.array(tde.capabilities()));
        out.set("data_classes", JsonText.array(tde.dataClasses()));
        out.put("effect", Parts.word(tde.effect()));
        Parts.putText(out, "compensating_task_type", tde.compensatingTaskType());
        out.set("policy", Parts.policy(tde.policy()));
        out.put("queue", tde.queue());
        return JsonText.json(out);
    }

    /** The document of a policy. */
    public static Json write(PolicyEntry policy) {
        ObjectNode out = entry(RegistryKind.POLICY, policy.name(), policy.version());
        PolicyJson.write(policy, out);
        return JsonText.json(out);
    }

    private static ObjectNode entry(RegistryKind kind, String name, String version) {
        return JsonText.object().put("kind", kind.word()).put("name", name).put("version", version);
    }

    /**
     * Reads a stored version.
     *
     * @throws WireFormatException when it is none
     */
    public static RegistryItem readItem(String text) {
        JsonFields fields = JsonFields.of(JsonText.parse(text));
        return new RegistryItem(
                new RegistryKey(fields.word("kind", RegistryKind.class), fields.text("name"), fields.text("version")),
                fields.object("document"),
                fields.text("sha256"),
                fields.instant("created_at"),
                fields.text("created_by"));
    }

    /** The text of a stored version. */
    public static String write(RegistryItem item) {
        ObjectNode out = entry(item.key().kind(), item.key().name(), item.key().version());
        out.set("document", JsonText.parse(item.document()));
        out.put("sha256", item.sha256());
        out.put("created_at", item.createdAt().toString());
        out.put("created_by", item.createdBy());
        return JsonText.write(out);
    }

    private RegistryJson() {}
}
