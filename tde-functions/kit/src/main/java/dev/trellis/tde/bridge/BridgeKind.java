package dev.trellis.tde.bridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.tde.kit.Transport;
import dev.trellis.tde.kit.Transport.Reply;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskKind;
import dev.trellis.tde.runtime.TaskScope;
import java.time.Duration;
import java.util.List;

/**
 * Has a worker that knows nothing of Trellis do the work: the inputs are all that it gets, the outputs all that it gives. Claim,
 * heartbeat, timeout, cancel and outcome are kept around it.
 */
public final class BridgeKind implements TaskKind {
    private final Transport worker;

    /** @param worker takes the inputs and answers with the outputs, a JSON object each */
    public BridgeKind(Transport worker) {
        this.worker = worker;
    }

    @Override
    public String adapter() {
        return "container";
    }

    @Override
    public Result execute(TaskScope scope) throws Exception {
        Duration limit = Duration.ofSeconds(scope.request().limits().timeoutSeconds());
        return switch (worker.deliver(JsonText.write(scope.inputs()), limit)) {
            case Reply.Said said -> done(outputs(said.text()));
            case Reply.Silent silent -> done(JsonText.object());
            case Reply.Refused refused ->
                throw TaskFailedException.passing("worker_failed", "the worker did not do it: " + refused.how());
            case Reply.TooLate late ->
                throw TaskFailedException.passing(
                        "timeout", "the worker had not answered after " + limit.toSeconds() + " s");
        };
    }

    private static Result done(ObjectNode outputs) {
        return new Result.Succeeded(new Payload.Inline(JsonText.json(outputs)), List.of());
    }

    private static ObjectNode outputs(String text) throws TaskFailedException {
        try {
            if (JsonText.parse(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (WireFormatException noJson) {
            throw TaskFailedException.permanent(
                    "output_not_json", "the worker's answer " + noJson.getMessage(), noJson);
        }
        throw TaskFailedException.permanent("output_not_json", "the worker's answer is JSON but no JSON object");
    }
}
