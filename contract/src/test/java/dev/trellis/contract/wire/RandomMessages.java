package dev.trellis.contract.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.ExecutorRef;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskContext;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskId;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.task.TimeLimits;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Messages at random; the same seed gives the same ones. */
final class RandomMessages {

    private static final String ALPHABET = "abcXYZ019._- \"\\\n\t/üß世🐦";

    private final Random random;

    RandomMessages(long seed) {
        this.random = new Random(seed);
    }

    TaskRequest request() {
        return new TaskRequest(
                attempt(),
                any(Action.values()),
                new ExecutorRef("data." + name(), "1.2." + random.nextInt(9), name(), text(), object(2)),
                payload(),
                artifacts(),
                new TimeLimits(instant(), 1 + random.nextInt(86_400), 1 + random.nextInt(86_400)),
                context(),
                extensions());
    }

    Outcome outcome() {
        return new Outcome(
                attempt(),
                any(Action.values()),
                result(),
                metrics(),
                instant(),
                instant(),
                orNull(this::text),
                extensions());
    }

    private Result result() {
        return switch (random.nextInt(4)) {
            case 0 -> new Result.Succeeded(payload(), artifacts());
            case 1 -> new Result.Failed(error());
            case 2 -> new Result.CompensateRequired(error());
            default -> new Result.HandedOver(name(), instant(), random.nextBoolean() ? null : 1 + random.nextInt(900));
        };
    }

    private TaskError error() {
        return new TaskError(name(), text(), random.nextBoolean());
    }

    private Attempt attempt() {
        return new Attempt(new TaskId(name() + ":" + random.nextInt(100)), 1 + random.nextInt(100), name());
    }

    private TaskContext context() {
        Map<String, String> tags = new HashMap<>();
        Stream.generate(this::text).limit(random.nextInt(4)).forEach(key -> tags.put(key, text()));
        return new TaskContext(name(), orNull(this::text), texts(), tags, orNull(this::text));
    }

    private Map<String, Double> metrics() {
        Map<String, Double> metrics = new HashMap<>();
        Stream.generate(this::name).limit(random.nextInt(4)).forEach(key -> metrics.put(key, random.nextGaussian()));
        return metrics;
    }

    private Payload payload() {
        return random.nextBoolean()
                ? new Payload.Inline(object(3))
                : new Payload.ClaimCheck(new ArtifactRef("s3://b/" + name(), sha256(), (long) random.nextInt(1 << 20)));
    }

    private List<ArtifactRef> artifacts() {
        return Stream.generate(() -> new ArtifactRef(
                        "s3://b/" + name(), orNull(this::sha256), orNull(() -> (long) random.nextInt(1 << 30))))
                .limit(random.nextInt(3))
                .toList();
    }

    private Json extensions() {
        return random.nextBoolean()
                ? Json.EMPTY_OBJECT
                : JsonText.json(JsonText.object().set("x_" + name(), value(2)));
    }

    private Json object(int depth) {
        return JsonText.json(objectNode(depth));
    }

    private ObjectNode objectNode(int depth) {
        ObjectNode object = JsonText.object();
        Stream.generate(this::text).limit(random.nextInt(4)).forEach(key -> object.set(key, value(depth - 1)));
        return object;
    }

    private JsonNode value(int depth) {
        if (depth > 0 && random.nextBoolean()) {
            ArrayNode array = JsonText.array();
            Stream.generate(() -> value(depth - 1)).limit(random.nextInt(4)).forEach(array::add);
            return random.nextBoolean() ? array : objectNode(depth);
        }
        return switch (random.nextInt(4)) {
            case 0 -> JsonText.parse(JsonText.quote(text()));
            case 1 -> JsonText.parse(Long.toString(random.nextLong()));
            case 2 -> JsonText.parse(Double.toString(random.nextGaussian()));
            default -> JsonText.parse(random.nextBoolean() ? "true" : "null");
        };
    }

    private Instant instant() {
        return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
    }

    private String sha256() {
        return Sha256.hexOf(text());
    }

    private String name() {
        return Long.toString(random.nextLong() & Long.MAX_VALUE, 36);
    }

    private String text() {
        int[] letters = ALPHABET.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            text.appendCodePoint(letters[random.nextInt(letters.length)]);
        }
        return text.toString();
    }

    private List<String> texts() {
        return Stream.generate(this::text).limit(random.nextInt(3)).toList();
    }

    private <T> @Nullable T orNull(Supplier<T> supplier) {
        return random.nextBoolean() ? supplier.get() : null;
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
