package dev.trellis.contract.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.Capabilities;
import dev.trellis.contract.task.Priority;
import dev.trellis.contract.task.SubmissionKeys;
import dev.trellis.contract.task.TaskSpec;
import java.util.List;

/** The JSON form of a {@link TaskSpec}. Authors write it, so an unknown field is refused with its path. */
public final class TaskSpecJson {

    /**
     * Reads a Task Spec.
     *
     * @throws WireFormatException when the text is not a Task Spec
     */
    public static TaskSpec read(String text) {
        return read(JsonText.parse(text));
    }

    /** As {@link #read(String)}, from UTF-8 bytes. */
    public static TaskSpec read(byte[] utf8) {
        return read(JsonText.parse(utf8));
    }

    /** As {@link #read(String)}, from a tree. */
    public static TaskSpec read(JsonNode tree) {
        return read(JsonFields.of(tree));
    }

    /** As {@link #read(String)}, from the members of an object inside a larger document. */
    public static TaskSpec read(JsonFields fields) {
        TaskSpec spec = new TaskSpec(
                fields.text("task_type"),
                fields.object("inputs"),
                fields.list("artifacts_in", Parts::readArtifact),
                fields.word("priority", Priority.class, Priority.NORMAL),
                capabilities(fields),
                Parts.readPolicy(fields.optionalFields("policy")),
                new SubmissionKeys(fields.optionalText("idempotency_key"), fields.optionalText("business_key")));
        fields.refuseRest();
        return spec;
    }

    private static List<String> capabilities(JsonFields fields) {
        List<String> words = fields.texts("capabilities");
        new Capabilities(words).problems().stream().findFirst().ifPresent(problem -> {
            throw new WireFormatException(fields.pathOf("capabilities"), problem);
        });
        return words;
    }

    /** The text of a Task Spec. */
    public static String write(TaskSpec spec) {
        ObjectNode out = JsonText.object();
        out.put("task_type", spec.taskType());
        out.set("inputs", JsonText.parse(spec.inputs()));
        out.set("artifacts_in", Parts.artifacts(spec.artifactsIn()));
        out.put("priority", Parts.word(spec.priority()));
        out.set("capabilities", JsonText.array(spec.capabilities()));
        out.set("policy", Parts.policy(spec.policy()));
        Parts.putText(out, "idempotency_key", spec.keys().idempotencyKey());
        Parts.putText(out, "business_key", spec.keys().businessKey());
        return JsonText.write(out);
    }

    private TaskSpecJson() {}
}
