package dev.trellis.contract.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.ExecutorRef;
import dev.trellis.contract.task.TaskRequest;

/** The JSON form of a {@link TaskRequest}, the body of a message on a task type's queue. Unknown fields are kept. */
public final class TaskRequestJson {

    /**
     * Reads a task request.
     *
     * @throws WireFormatException when the text is not a task request of this contract version
     */
    public static TaskRequest read(String text) {
        return read(JsonFields.of(JsonText.parse(text)));
    }

    /** As {@link #read(String)}, from UTF-8 bytes. */
    public static TaskRequest read(byte[] utf8) {
        return read(JsonFields.of(JsonText.parse(utf8)));
    }

    private static TaskRequest read(JsonFields fields) {
        Parts.checkContract(fields);
        return new TaskRequest(
                Parts.readAttempt(fields),
                Parts.readAction(fields),
                readExecutor(fields),
                Parts.readPayload(fields, "inputs"),
                fields.list("artifacts_in", Parts::readArtifact),
                Parts.readLimits(fields),
                Parts.readContext(fields),
                fields.rest());
    }

    private static ExecutorRef readExecutor(JsonFields fields) {
        return new ExecutorRef(
                fields.text("task_type"),
                fields.text("version"),
                fields.text("adapter"),
                fields.text("ref", ""),
                fields.object("settings"));
    }

    /** The text of a task request. */
    public static String write(TaskRequest request) {
        ObjectNode out = JsonText.object();
        out.put("contract", Parts.CONTRACT);
        Parts.writeAttempt(out, request.attempt());
        out.put("action", Parts.word(request.action()));
        ExecutorRef executor = request.executor();
        out.put("task_type", executor.taskType());
        out.put("version", executor.version());
        out.put("adapter", executor.adapter());
        out.put("ref", executor.ref());
        out.set("settings", JsonText.parse(executor.settings()));
        Parts.writePayload(out, "inputs", request.inputs());
        out.set("artifacts_in", Parts.artifacts(request.artifactsIn()));
        Parts.writeLimits(out, request.limits());
        Parts.writeContext(out, request.context());
        Parts.putExtensions(out, request.extensions());
        return JsonText.write(out);
    }

    private TaskRequestJson() {}
}
