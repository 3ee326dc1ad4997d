package dev.trellis.infra.local.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import software.amazon.awssdk.services.sqs.model.Message;

/** The event that Lambda makes of a batch of SQS messages. */
final class SqsEvent {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SqsEvent() {}

    /** UTF-8 JSON with one entry in {@code Records} for each message, in the order given. */
    static byte[] of(List<Message> messages, String queueArn, String region) {
        ObjectNode event = JSON.createObjectNode();
        var records = event.putArray("Records");
        for (Message message : messages) {
            ObjectNode item = records.addObject();
            item.put("messageId", message.messageId());
            item.put("receiptHandle", message.receiptHandle());
            item.put("body", message.body());
            ObjectNode attributes = item.putObject("attributes");
            message.attributesAsStrings().forEach(attributes::put);
            item.putObject("messageAttributes");
            item.put("md5OfBody", message.md5OfBody());
            item.put("eventSource", "aws:sqs");
            item.put("eventSourceARN", queueArn);
            item.put("awsRegion", region);
        }
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of strings is always JSON", e);
        }
    }
}
