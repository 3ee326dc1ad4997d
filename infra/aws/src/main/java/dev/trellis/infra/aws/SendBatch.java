package dev.trellis.infra.aws;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages that fit into one request to SQS.
 *
 * @param indices places of the messages in what the caller sends, ascending
 */
record SendBatch(List<Integer> indices) {

    /** The service's limit on a request, and so on a message. */
    static final int MAX_BYTES = 256 * 1024;

    static final int MAX_MESSAGES = 10;

    SendBatch {
        indices = List.copyOf(indices);
    }

    static int bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Whether the service can take a message at all. */
    static boolean fits(String body) {
        return !body.isEmpty() && bytes(body) <= MAX_BYTES;
    }

    /** The fewest requests that keep the order; messages that do not fit are in none. */
    static List<SendBatch> split(List<String> bodies) {
        List<SendBatch> batches = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        long openBytes = 0;
        for (int i = 0; i < bodies.size(); i++) {
            int bytes = bytes(bodies.get(i));
            if (!fits(bodies.get(i))) {
                continue;
            }
            if (open.size() == MAX_MESSAGES || openBytes + bytes > MAX_BYTES) {
                batches.add(new SendBatch(open));
                open.clear();
                openBytes = 0;
            }
            open.add(i);
            openBytes += bytes;
        }
        if (!open.isEmpty()) {
            batches.add(new SendBatch(open));
        }
        return batches;
    }
}
