package dev.trellis.infra.local.function;

import dev.trellis.infra.local.catalog.QueueFactory;
import dev.trellis.infra.local.platform.ChildJournal;
import dev.trellis.infra.local.platform.PortTable;
import dev.trellis.infra.local.platform.StateFolder;
import dev.trellis.infra.local.service.QueueServer;
import dev.trellis.infra.local.testfunction.TestPackage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A runner over a real queue server, with the obedient test package. */
final class RunnerFixture implements AutoCloseable {

    static final Duration IDLE = Duration.ofSeconds(2);

    final SqsClient sqs;
    final FunctionRunner runner;
    private final Path folder;
    private final QueueServer server;
    private final Path code;
    private final QueueFactory queues;

    RunnerFixture(Path folder) throws IOException {
        this.folder = folder;
        int port = PortTable.choose(2000, PortTable::free).of("sqs");
        server = new QueueServer(port, folder.resolve("sqs"), "us-east-1");
        server.start();
        sqs = SqsClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .build();
        queues = new QueueFactory(sqs);
        StateFolder state = new StateFolder(folder);
        state.create();
        code = TestPackage.write(folder.resolve("package"));
        var around = new FunctionRunner.Surroundings(
                JavaRuntime.current(),
                Map.of("AWS_REGION", "us-east-1"),
                state,
                new ChildJournal(state.run().resolve("children")));
        var settings = new RunnerSettings(
                IDLE,
                Duration.ofDays(1),
                Duration.ofSeconds(30),
                Duration.ofMillis(300),
                new Semaphore(2),
                new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4)),
                Clock.systemUTC());
        runner = FunctionRunner.start(sqs, around, settings, Clock.systemUTC());
    }

    /** A function with a queue of its own, both of this name. */
    FunctionDefinition function(String name, int concurrency, Duration timeout, Map<String, String> more) {
        return function(name, 10, concurrency, timeout, more);
    }

    /** The same with a batch size. */
    FunctionDefinition function(
            String name, int batchSize, int concurrency, Duration timeout, Map<String, String> more) {
        queues.create(name);
        var environment = new HashMap<>(more);
        environment.put("TEST_JOURNAL", journalFile(name).toString());
        return new FunctionDefinition(
                name,
                new FunctionDefinition.Code(code, TestPackage.HANDLER),
                new FunctionDefinition.Limits(concurrency, 64, timeout),
                Optional.of(new FunctionDefinition.QueueMapping(name, batchSize)),
                environment);
    }

    void deploy(FunctionDefinition function) {
        runner.deploy(List.of(function));
    }

    void send(String queue, String... orders) {
        for (String order : orders) {
            var unused = sqs.sendMessage(request -> request.queueUrl(url(queue)).messageBody(order));
        }
    }

    private String url(String queue) {
        return sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
    }

    private Path journalFile(String function) {
        return folder.resolve(function + ".journal");
    }

    /** Lines of the form {@code begin PID ORDER}, in the order in which they were written. */
    List<String> journal(String function) throws IOException {
        Path file = journalFile(function);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** The numbers of the processes that wrote lines of one kind, one a line. */
    List<Long> pids(String function, String kind) throws IOException {
        return journal(function).stream()
                .filter(line -> line.startsWith(kind + " "))
                .map(line -> Long.parseLong(line.split(" ")[1]))
                .toList();
    }

    int depth(String queue) {
        var attributes = sqs.getQueueAttributes(request -> request.queueUrl(url(queue))
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
                .attributes();
        return attributes.values().stream().mapToInt(Integer::parseInt).sum();
    }

    FunctionStatus status(String function) {
        return runner.status().stream()
                .filter(status -> status.name().equals(function))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        runner.close();
        sqs.close();
        server.close();
    }
}
