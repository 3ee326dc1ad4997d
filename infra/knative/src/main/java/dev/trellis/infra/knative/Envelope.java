package dev.trellis.infra.knative;

import dev.trellis.contract.port.QueueNames;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A message as an HTTP request that carries a CloudEvent.
 *
 * <p>A message of a queue is the data of an event in binary mode: type {@value #TYPE}, the queue's name as subject. What lies on {@link
 * QueueNames#EVENTS} are CloudEvents already, so they leave as what they are, in structured mode, and subscribers see their own types.
 *
 * @param headers by name, with the media type
 */
record Envelope(Map<String, String> headers, byte[] body) {
    static final String TYPE = "dev.trellis.message";
    static final String STRUCTURED = "application/cloudevents+json";
    private static final String SOURCE = "/trellis";

    /** The largest message of a queue. */
    private static final int MAX_BYTES = 256 * 1024;

    /** @param id the same in every try, so that receivers can tell a repetition */
    static Envelope of(String queue, String message, String id) {
        byte[] body = message.getBytes(StandardCharsets.UTF_8);
        if (queue.equals(QueueNames.EVENTS)) {
            return new Envelope(Map.of("Content-Type", STRUCTURED + "; charset=UTF-8"), body);
        }
        return new Envelope(
                Map.of(
                        "Content-Type",
                        "application/json",
                        "ce-specversion",
                        "1.0",
                        "ce-id",
                        id,
                        "ce-source",
                        SOURCE,
                        "ce-type",
                        TYPE,
                        "ce-subject",
                        queue),
                body);
    }

    /** Whether a queue may carry it. */
    boolean fits() {
        return body.length > 0 && body.length <= MAX_BYTES;
    }
}
