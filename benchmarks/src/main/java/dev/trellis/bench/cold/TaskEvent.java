package dev.trellis.bench.cold;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.port.ExecutionKey;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.TaskId;
import dev.trellis.contract.wire.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * One fresh task as the event of a queue.
 *
 * @param key where its execution is recorded
 * @param event the SQS event
 */
record TaskEvent(ExecutionKey key, String event) {
    /** Fills a template of {@code src/training}, in which the task's id and its last start are left open. */
    static TaskEvent from(Path template) throws IOException {
        String id = UUID.randomUUID().toString();
        String body = Files.readString(template)
                .replace("${id}", id)
                .replace(
                        "${not_after}",
                        Instant.now()
                                .plus(1, ChronoUnit.HOURS)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString());
        String tenant = JsonText.parse(body).path("tenant").asText();
        return new TaskEvent(new ExecutionKey(tenant, new TaskId(id), Action.EXECUTE), sqs(body));
    }

    private static String sqs(String body) {
        ObjectNode event = JsonText.object();
        ObjectNode message = event.putArray("Records").addObject();
        message.put("messageId", UUID.randomUUID().toString());
        message.put("receiptHandle", "cold-start");
        message.put("body", body);
        message.putObject("attributes").put("ApproximateReceiveCount", "1");
        message.putObject("messageAttributes");
        message.put("eventSource", "aws:sqs");
        message.put("eventSourceARN", "arn:aws:sqs:us-east-1:000000000000:cold-start");
        message.put("awsRegion", "us-east-1");
        return JsonText.write(event);
    }
}
