package dev.trellis.infra.knative;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.port.QueueNames;
import dev.trellis.contract.wire.JsonText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The kernel itself behind a broker: the engine host takes outcomes from its mailbox and nudges the packaged orchestrator through the broker,
 * which delivers everything twice. Applying an entry and running a task of it are two processes of their own. Database and stores are those of
 * the local platform; its queues and its functions stay idle, which the executors' own processes show.
 */
class HostIT {
    private static final Path ROOT = Path.of(System.getProperty("trellis.root", "../.."))
            .toAbsolutePath()
            .normalize();
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final int TWICE = 2;
    private static final int TRIES = 200;

    @TempDir
    private Path folder;

    private final Map<String, String> settings = new HashMap<>();
    private SmallBroker broker;
    private Mailbox events;
    private CalledService service;
    private List<FunctionProcess> functions = List.of();

    @BeforeEach
    void start() throws IOException, InterruptedException {
        broker = new SmallBroker();
        events = Mailbox.at(SmallBroker.LOOPBACK, queue -> true, Admission.OPEN);
        service = new CalledService();
        int mailbox = FunctionProcess.freePort();
        settings.put("TRELLIS_STATE", folder.resolve("state").toString());
        settings.put("TRELLIS_PORT_OFFSET", "5000");
        settings.put("TRELLIS_TIMER_PERIOD", "off");
        settings.put("TRELLIS_SINK", broker.address().template());
        settings.put("TRELLIS_MAILBOX_HOST", "127.0.0.1");
        settings.put("TRELLIS_MAILBOX_PORT", Integer.toString(mailbox));
        URI outcomes = URI.create("http://127.0.0.1:" + mailbox + "/" + QueueNames.OUTCOMES);
        broker.subscribe(QueueNames.OUTCOMES, outcomes, TRIES, TWICE);
        broker.subscribe(QueueNames.EVENTS, events, 1);
        String said = trellis("up");
        assertThat(Files.exists(folder.resolve("state/run/platform.json")))
                .as(said)
                .isTrue();
        startFunctions();
    }

    private void startFunctions() throws IOException {
        JsonNode platform = JsonText.parse(Files.readString(folder.resolve("state/run/platform.json")));
        Map<String, String> environment = new HashMap<>();
        environment.put("AWS_REGION", "us-east-1");
        environment.put("AWS_ACCESS_KEY_ID", "local");
        environment.put("AWS_SECRET_ACCESS_KEY", "local");
        environment.put("TRELLIS_SINK", broker.address().template());
        environment.put(
                "TRELLIS_DYNAMODB_ENDPOINT",
                platform.at("/services/dynamodb/endpoint").asText());
        environment.put(
                "TRELLIS_S3_ENDPOINT", platform.at("/services/s3/endpoint").asText());
        environment.put(
                "TRELLIS_ENGINE_URL", platform.at("/services/engine/endpoint").asText());
        environment.put("TRELLIS_ENGINE_TOKEN", token("service"));
        FunctionProcess pdo = FunctionProcess.start("pdo-function/funqy/target", environment);
        FunctionProcess calls = FunctionProcess.start("tde-functions/http/target/knative", environment);
        FunctionProcess registry = FunctionProcess.start("tde-functions/registry/target/knative", environment);
        functions = List.of(pdo, calls, registry);
        functions.forEach(FunctionProcess::ready);
        broker.subscribe("trellis-pdo", pdo.at("/"), TRIES, TWICE);
        broker.subscribe("trellis-task-demo-call", calls.at("/"), TRIES, TWICE);
        for (String step : List.of("validate", "write", "flip")) {
            broker.subscribe("trellis-task-kernel-registry-" + step, registry.at("/"), TRIES, TWICE);
        }
    }

    private String token(String person) throws IOException {
        JsonNode found = JsonText.parse(Files.readString(folder.resolve("state/tokens.json")))
                .path(person);
        return found.isTextual() ? found.asText() : found.path("token").asText();
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        functions.forEach(FunctionProcess::close);
        String down = trellis("down");
        service.close();
        events.close();
        broker.close();
        assertThat(down).endsWith("exit 0");
    }

    @Test
    void shouldApplyAnEntryAndRunATaskOfItWithNoQueueOfAws() throws IOException, InterruptedException {
        // given
        Path entries = Files.createDirectory(folder.resolve("entries"));
        Files.writeString(entries.resolve("demo.call.yaml"), """
                kind: tde
                name: demo.call
                version: 1.0.0
                adapter: http
                ref: http://HOST/{path}
                effect: non_idempotent
                input_schema: {type: object, required: [path], properties: {path: {type: string}}}
                """.replace("HOST", service.host()));
        Files.writeString(entries.resolve("calls.policy.yaml"), """
                kind: policy
                name: calls
                version: 1.0.0
                task_types: ["demo.*"]
                guard_rails: {http: {allowed_hosts: ["HOST"], allow_private: true}}
                """.replace("HOST", service.host()));
        Path spec = Files.writeString(
                folder.resolve("spec.json"), "{\"task_type\": \"demo.call\", \"inputs\": {\"path\": \"good\"}}");

        // when
        String applied = trellis("apply", "-f", entries.toString());
        String ran = trellis("submit", spec.toString(), "--watch");

        // then
        assertThat(applied).endsWith("exit 0");
        assertThat(ran).endsWith("exit 0").contains("/good");
        broker.awaitRest("trellis-task-demo-call");
        assertThat(service.calls()).isEqualTo(1);
        assertThat(broker.deliveries("trellis-task-demo-call")).hasSize(TWICE);
        assertThat(events.of(QueueNames.EVENTS).receive(1, WAIT, WAIT)).hasSize(1);
    }

    /** Runs the command and gives what it says, with its exit status at the end. */
    private String trellis(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(ROOT.resolve("trellis").toString()));
        line.addAll(List.of(arguments));
        Path said = folder.resolve("said-" + System.nanoTime());
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().putAll(settings);
        Process process = builder.start();
        boolean ended = process.waitFor(Duration.ofSeconds(120).toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        return Files.readString(said) + "exit " + (ended ? process.exitValue() : "never");
    }
}
