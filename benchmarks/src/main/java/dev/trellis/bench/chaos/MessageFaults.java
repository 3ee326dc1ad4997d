package dev.trellis.bench.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.wire.JsonText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

/** What happens to messages: some are lost though their sender is told that they were taken, some come twice, some late. */
final class MessageFaults {
    /** What the names of all queues of task types begin with. */
    static final String TASK_QUEUES = "/trellis-task-";

    private static final double LOST = 0.005;
    private static final double DOUBLED = 0.04;
    private static final double LATE = 0.04;
    private static final int LATEST_SECONDS = 12;
    private static final int LARGEST_BATCH = 10;

    private final RandomGenerator random;
    private final AtomicBoolean calm = new AtomicBoolean();
    private final Map<String, LongAdder> counts =
            new TreeMap<>(Map.of("lost", new LongAdder(), "doubled", new LongAdder(), "late", new LongAdder()));

    MessageFaults(RandomGenerator random) {
        this.random = random;
    }

    /** What is sent instead, and what the sender is told of it. */
    record Disturbed(List<ArrayNode> batches, List<ObjectNode> lost) {
        /** The queue's own answer, with the lost messages as taken ones and without the doubles. */
        ObjectNode answer(ObjectNode told) {
            ObjectNode answer = JsonText.object();
            ArrayNode taken = answer.putArray("Successful");
            told.path("Successful").forEach(entry -> {
                if (!isDouble(entry)) {
                    taken.add(entry);
                }
            });
            lost.forEach(entry -> taken.add(JsonText.object()
                    .put("Id", entry.path("Id").asText())
                    .put("MessageId", UUID.randomUUID().toString())
                    .put("MD5OfMessageBody", md5(entry.path("MessageBody").asText()))));
            ArrayNode failed = answer.putArray("Failed");
            told.path("Failed").forEach(entry -> {
                if (!isDouble(entry)) {
                    failed.add(entry);
                }
            });
            return answer;
        }

        private static boolean isDouble(JsonNode entry) {
            return entry.path("Id").asText().endsWith("-double");
        }
    }

    /** From now on everything arrives once and at once. */
    void calm() {
        calm.set(true);
    }

    /** How many messages met which fate. */
    Map<String, Long> counts() {
        Map<String, Long> numbers = new TreeMap<>();
        counts.forEach((fate, count) -> numbers.put(fate, count.sum()));
        return numbers;
    }

    Disturbed disturb(ArrayNode entries) {
        List<ObjectNode> sent = new ArrayList<>();
        List<ObjectNode> lost = new ArrayList<>();
        for (JsonNode entry : entries) {
            ObjectNode message = entry.deepCopy();
            if (happens(LOST, "lost")) {
                lost.add(message);
                continue;
            }
            if (happens(DOUBLED, "doubled")) {
                ObjectNode again = message.deepCopy();
                sent.add(late(again.put("Id", again.path("Id").asText() + "-double")));
            }
            sent.add(happens(LATE, "late") ? late(message) : message);
        }
        return new Disturbed(batches(sent), lost);
    }

    private boolean happens(double probability, String fate) {
        boolean happens = !calm.get() && random.nextDouble() < probability;
        if (happens) {
            counts.getOrDefault(fate, new LongAdder()).increment();
        }
        return happens;
    }

    /** A message that comes late is overtaken by later ones. */
    private ObjectNode late(ObjectNode message) {
        return message.put("DelaySeconds", random.nextInt(LATEST_SECONDS + 1));
    }

    private static List<ArrayNode> batches(List<ObjectNode> messages) {
        List<ArrayNode> batches = new ArrayList<>();
        for (int from = 0; from < messages.size(); from += LARGEST_BATCH) {
            ArrayNode batch = JsonText.array();
            messages.subList(from, Math.min(messages.size(), from + LARGEST_BATCH))
                    .forEach(batch::add);
            batches.add(batch);
        }
        return batches;
    }

    private static String md5(String body) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
