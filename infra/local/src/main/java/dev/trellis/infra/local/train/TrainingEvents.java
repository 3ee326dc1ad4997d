package dev.trellis.infra.local.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.infra.local.catalog.FunctionDefinitions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The events that a function is trained with.
 *
 * <p>A module's {@code src/training/*.json} are SQS message bodies (for the PDO: whole events); in them <code>${id}</code> stands for
 * a fresh task id and <code>${not_after}</code> for an hour from now. Without such files a task that no kind understands is used: it
 * still exercises reading, claiming, failing and publishing. A message that cannot be read always comes along.
 */
final class TrainingEvents {

    static final int COUNT = 60;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UNREADABLE = "{\"not\":\"a task request\"}";
    private static final String MINUTE = """
            {"version":"0","id":"${id}","detail-type":"Scheduled Event","source":"aws.events","account":"000000000000",\
            "time":"${not_after}","resources":[],"detail":{}}""";
    private static final String ANY_TASK = """
            {"contract":"trellis/v1","task_id":"${id}","attempt":1,"attempt_token":"${id}","action":"execute",\
            "task_type":"training.task","version":"1.0.0","adapter":"training","ref":"none","settings":{},"inputs":{},\
            "artifacts_in":[],"not_after":"${not_after}","timeout_s":10,"heartbeat_s":5,"tenant":"default",\
            "data_classes":[],"tags":{}}""";

    private final InstantSource clock;

    TrainingEvents(InstantSource clock) {
        this.clock = clock;
    }

    /** The events for one function in turn, {@link #COUNT} of them. */
    List<byte[]> of(TrainedFunction function) throws IOException {
        boolean pdo = function.kind().equals(FunctionDefinitions.PDO_KIND);
        List<String> templates = new ArrayList<>(templates(function.trainingFolder()));
        if (templates.isEmpty()) {
            templates.add(pdo ? MINUTE : ANY_TASK);
        }
        if (!pdo) {
            templates.add(UNREADABLE);
        }
        List<byte[]> events = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            String body = fill(templates.get(i % templates.size()));
            events.add(pdo ? body.getBytes(StandardCharsets.UTF_8) : message(body));
        }
        return events;
    }

    private static List<String> templates(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<String> templates = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                templates.add(Files.readString(file));
            }
        }
        return templates;
    }

    private String fill(String template) {
        Instant notAfter = clock.instant().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        return template.replace("${id}", UUID.randomUUID().toString()).replace("${not_after}", notAfter.toString());
    }

    private static byte[] message(String body) throws IOException {
        ObjectNode event = JSON.createObjectNode();
        ObjectNode item = event.putArray("Records").addObject();
        item.put("messageId", UUID.randomUUID().toString());
        item.put("receiptHandle", "training");
        item.put("body", body);
        item.putObject("attributes").put("ApproximateReceiveCount", "1");
        item.putObject("messageAttributes");
        item.put("eventSource", "aws:sqs");
        item.put("eventSourceARN", "arn:aws:sqs:us-east-1:000000000000:training");
        item.put("awsRegion", "us-east-1");
        return JSON.writeValueAsBytes(event);
    }
}
