package dev.trellis.bench.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.bench.relay.Relay;
import dev.trellis.bench.relay.Relay.Answer;
import dev.trellis.bench.relay.Relay.Call;
import dev.trellis.bench.relay.Relay.Carrier;
import dev.trellis.contract.port.QueueNames;
import dev.trellis.contract.wire.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Stands between the platform's parts and their queues: loses, doubles and delays messages, and is where senders are killed.
 * It speaks the JSON protocol of SQS.
 */
final class QueueTraffic implements Relay.Disturbance {
    private static final String SEND = "AmazonSQS.SendMessageBatch";
    private static final String DELETE = "AmazonSQS.DeleteMessageBatch";

    private final MessageFaults faults;
    private final Snare snare;

    QueueTraffic(MessageFaults faults, Snare snare) {
        this.faults = faults;
        this.snare = snare;
    }

    @Override
    public Answer around(Call call, Carrier carrier) throws IOException, InterruptedException {
        String action = call.header("X-Amz-Target");
        if (!action.equals(SEND) && !action.equals(DELETE)) {
            return carrier.carry(call);
        }
        JsonNode request = JsonText.parse(call.body());
        String queue = request.path("QueueUrl").asText();
        boolean outcomes = queue.endsWith(QueueNames.OUTCOMES);
        if (action.equals(DELETE)) {
            if (outcomes) {
                pass(CrashPoint.COMMITTED, call);
            }
            return carrier.carry(call);
        }
        boolean tasks = queue.contains(MessageFaults.TASK_QUEUES);
        Answer answer = outcomes || tasks ? send((ObjectNode) request, call, carrier) : carrier.carry(call);
        if (outcomes) {
            pass(CrashPoint.OUTCOME_SENT, call);
        } else if (tasks) {
            pass(CrashPoint.SENT, call);
        }
        return answer;
    }

    private void pass(CrashPoint point, Call call) {
        if (snare.isSetAt(point)) {
            snare.pass(point, PortOwner.of(call.callerPort()));
        }
    }

    private Answer send(ObjectNode request, Call call, Carrier carrier) throws IOException, InterruptedException {
        MessageFaults.Disturbed disturbed = faults.disturb((ArrayNode) request.path("Entries"));
        Answer answer = new Answer(200, java.util.Map.of(), new byte[0]);
        ObjectNode told = JsonText.object();
        for (ArrayNode batch : disturbed.batches()) {
            ObjectNode part = request.deepCopy();
            part.set("Entries", batch);
            answer = carrier.carry(call.withBody(bytes(part)));
            if (answer.status() != 200) {
                return answer;
            }
            gather(told, JsonText.parse(answer.body()));
        }
        return answer.withBody(bytes(disturbed.answer(told)));
    }

    private static void gather(ObjectNode told, JsonNode answer) {
        for (String list : java.util.List.of("Successful", "Failed")) {
            ArrayNode all = told.withArray(list);
            answer.path(list).forEach(all::add);
        }
    }

    private static byte[] bytes(JsonNode tree) {
        return JsonText.write(tree).getBytes(StandardCharsets.UTF_8);
    }
}
