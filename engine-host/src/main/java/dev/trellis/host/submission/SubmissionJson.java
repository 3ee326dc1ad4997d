package dev.trellis.host.submission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.SubmissionKeys;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.TaskSpecJson;
import dev.trellis.contract.wire.WireFormatException;
import org.jspecify.annotations.Nullable;

/**
 * The message of the submission queue: {@code {"task_spec": {…}}}, a bare Task Spec, or {@code {"process", "version"?,
 * "variables", "business_key"?, "idempotency_key"?}}; each may carry {@code traceparent}.
 */
public final class SubmissionJson {
    private static final String TRACEPARENT = "traceparent";

    /**
     * Reads a submission.
     *
     * @throws WireFormatException when it is none of the three forms
     */
    public static Submission read(String text) {
        JsonNode document = JsonText.parse(text);
        JsonFields fields = JsonFields.of(document);
        String traceparent = fields.optionalText(TRACEPARENT);
        if (fields.has("task_spec")) {
            return wrapped(fields, traceparent);
        }
        if (fields.has("task_type")) {
            return bare((ObjectNode) document, traceparent);
        }
        if (fields.has("process")) {
            return process(fields, traceparent);
        }
        throw new WireFormatException(
                "$", "neither a Task Spec (task_type), nor task_spec, nor the start of a process (process)");
    }

    private static Submission wrapped(JsonFields fields, @Nullable String traceparent) {
        Submission submission = new Submission.OfTask(TaskSpecJson.read(fields.fields("task_spec")), traceparent);
        fields.refuseRest();
        return submission;
    }

    private static Submission bare(ObjectNode document, @Nullable String traceparent) {
        ObjectNode spec = document.deepCopy();
        spec.remove(TRACEPARENT);
        return new Submission.OfTask(TaskSpecJson.read(spec), traceparent);
    }

    private static Submission process(JsonFields fields, @Nullable String traceparent) {
        Submission submission = new Submission.OfProcess(
                fields.text("process"),
                fields.optionalText("version"),
                fields.object("variables"),
                new SubmissionKeys(fields.optionalText("idempotency_key"), fields.optionalText("business_key")),
                traceparent);
        fields.refuseRest();
        return submission;
    }

    private SubmissionJson() {}
}
