package dev.trellis.infra.knative;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.MessageQueues.Received;
import dev.trellis.contract.port.QueueNames;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.OutcomeJson;
import dev.trellis.infra.aws.AwsPlatform;
import dev.trellis.infra.conformance.Names;
import dev.trellis.infra.knative.SmallBroker.Delivered;
import dev.trellis.tde.kit.Bench;
import dev.trellis.tde.kit.ConformanceKit;
import dev.trellis.tde.kit.Finding;
import dev.trellis.tde.kit.Finding.State;
import dev.trellis.tde.kit.Samples;
import dev.trellis.tde.kit.Transport;
import dev.trellis.tde.kit.Transport.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handlers that were written for no cloud, packaged by {@code -Dbinding=knative} and {@code -Dbinding=http}, in processes of their own. */
class PackagedFunctionsIT {
    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    @TempDir
    private static Path folder;

    private static Stores stores;
    private static AwsPlatform cloud;
    private static SmallBroker broker;
    private static Mailbox mailbox;
    private static KnativeQueues queues;
    private static CalledService service;
    private static FunctionProcess files;
    private static FunctionProcess calls;
    private static FunctionProcess plain;

    private String queue;

    @BeforeAll
    static void start() throws IOException {
        stores = new Stores(folder);
        cloud = AwsPlatform.fromEnvironment(stores.environment());
        var unused = cloud.artifacts().put("sample/one.txt", "one".getBytes(StandardCharsets.UTF_8));
        broker = new SmallBroker();
        mailbox = Mailbox.at(SmallBroker.LOOPBACK, broker::knows, Admission.OPEN);
        queues = new KnativeQueues(new EventSink(broker.address(), RetryPauses.REAL), mailbox);
        service = new CalledService();
        broker.subscribe(QueueNames.OUTCOMES, mailbox, 1_000);
        Map<String, String> environment = new HashMap<>(stores.environment());
        environment.put("TRELLIS_SINK", broker.address().template());
        files = FunctionProcess.start("tde-functions/file/target/knative", environment);
        calls = FunctionProcess.start("tde-functions/http/target/knative", environment);
        plain = FunctionProcess.start("tde-functions/file/target/http", environment);
        List.of(files, calls, plain).forEach(FunctionProcess::ready);
    }

    @AfterAll
    static void stop() {
        List.of(files, calls, plain).forEach(FunctionProcess::close);
        service.close();
        mailbox.close();
        broker.close();
        cloud.close();
        stores.close();
    }

    @BeforeEach
    void openQueue() {
        queue = Names.fresh("trellis-task-");
    }

    @Test
    void shouldKeepTheContractWhenTheKindFileIsBehindABroker() throws InterruptedException {
        // given
        Transport transport = new OverTheBroker(files.at("/"), event(), queues, broker);

        // when
        List<Finding> findings = check(transport, fileSamples());

        // then
        assertThat(findings).allSatisfy(PackagedFunctionsIT::passedOrHasNoSample);
    }

    @Test
    void shouldKeepTheContractWhenTheKindHttpIsBehindABroker() throws InterruptedException {
        // given
        Transport transport = new OverTheBroker(calls.at("/"), event(), queues, broker);

        // when
        List<Finding> findings = check(transport, callSamples());

        // then
        assertThat(findings).allSatisfy(finding -> assertThat(finding.state())
                .as(finding.check() + ": " + finding.detail())
                .isEqualTo(State.PASSED));
    }

    @Test
    void shouldKeepTheContractWhenTheKindFileIsAPlainAddress() throws InterruptedException {
        // given
        Transport transport = new OverTheBroker(plain.at("/task"), JSON, queues, broker);

        // when
        List<Finding> findings = check(transport, fileSamples());

        // then
        assertThat(findings).allSatisfy(PackagedFunctionsIT::passedOrHasNoSample);
    }

    @Test
    void shouldTakeARequestWhenItIsAStructuredEventOrAPlainPost() throws IOException, InterruptedException {
        // given
        Map<String, String> structured = Map.of("Content-Type", Envelope.STRUCTURED);
        String event = """
                {"specversion": "1.0", "id": "one", "source": "/test", "type": "any", "datacontenttype": "application/json",
                 "data": %s}""".formatted(callRequest("structured"));

        // when
        Reply ofEvent = new OverTheBroker(calls.at("/"), structured, queues, broker).deliver(event, WAIT);
        Reply ofPost = new OverTheBroker(calls.at("/"), JSON, queues, broker).deliver(callRequest("plain"), WAIT);

        // then
        assertThat(List.of(ofEvent, ofPost))
                .allSatisfy(reply -> assertThat(reply).isInstanceOf(Reply.Said.class));
    }

    @Test
    void shouldHaveItsEffectOnceWhenTheBrokerDeliversTwice() throws InterruptedException {
        // given
        broker.subscribe(queue, calls.at("/"), 5, 2);
        int before = service.calls();

        // when
        assertThat(queues.send(queue, List.of(callRequest("once")))).isEmpty();
        broker.awaitRest(queue);

        // then
        List<Outcome> outcomes = outcomes(2);
        assertThat(broker.deliveries(queue)).extracting(Delivered::status).containsExactly(204, 204);
        assertThat(service.calls()).isEqualTo(before + 1);
        assertThat(outcomes.getFirst().result()).isInstanceOf(Result.Succeeded.class);
        assertThat(outcomes.getLast()).isEqualTo(outcomes.getFirst());
    }

    @Test
    void shouldPublishTheStoredOutcomeWhenItCouldNotLeaveBefore() throws InterruptedException {
        // given
        broker.subscribe(queue, calls.at("/"), 1_000, 1);
        int before = service.calls();
        broker.shut(QueueNames.OUTCOMES);

        // when
        assertThat(queues.send(queue, List.of(callRequest("later")))).isEmpty();
        broker.awaitDelivery(queue);
        broker.open(QueueNames.OUTCOMES);
        broker.awaitRest(queue);

        // then
        assertThat(outcomes(1)).singleElement().satisfies(outcome -> assertThat(outcome.result())
                .isInstanceOf(Result.Succeeded.class));
        assertThat(broker.deliveries(queue))
                .extracting(Delivered::status)
                .startsWith(500)
                .endsWith(204);
        assertThat(service.calls()).isEqualTo(before + 1);
    }

    @Test
    void shouldSetAMessageAsideAtOnceWhenItIsNoTaskRequest() throws InterruptedException {
        // given
        broker.subscribe(queue, mailbox, 5);
        broker.subscribe(queue, calls.at("/"), 5, 1);

        // when
        assertThat(queues.send(queue, List.of("{\"contract\": \"trellis/v9\"}", "no JSON")))
                .isEmpty();

        // then
        String deadLetters = QueueNames.deadLetter(queue);
        List<Received> aside = new ArrayList<>(queues.receive(deadLetters, 2, WAIT, WAIT));
        aside.addAll(aside.size() < 2 ? queues.receive(deadLetters, 1, WAIT, WAIT) : List.of());
        assertThat(aside)
                .extracting(Received::body)
                .containsExactlyInAnyOrder("{\"contract\": \"trellis/v9\"}", "no JSON");
        assertThat(broker.deliveries(queue)).extracting(Delivered::status).containsExactly(400, 400);
        queues.delete(deadLetters, aside.stream().map(Received::receipt).toList());
    }

    private static List<Finding> check(Transport transport, Samples samples) throws InterruptedException {
        Bench bench = new Bench(
                transport,
                samples,
                document -> Optional.of(cloud.artifacts()
                        .put("claims/" + document.length + ".json", document)
                        .uri()),
                WAIT,
                InstantSource.system());
        return ConformanceKit.run(bench, List.of(), finding -> {});
    }

    private static void passedOrHasNoSample(Finding finding) {
        assertThat(finding.state())
                .as(finding.check() + ": " + finding.detail())
                .isEqualTo(finding.check().equals("timeout") ? State.SKIPPED : State.PASSED);
    }

    private static Map<String, String> event() {
        return Envelope.of("trellis-task-check", "{}", "check").headers();
    }

    private static Samples fileSamples() {
        ObjectNode request = object("""
                {"adapter": "file", "ref": "list",
                 "settings": {"guard_rails": {"file": {"allowed_prefixes": ["s3://trellis-artifacts/"]}}}}""");
        return new Samples(
                request,
                object("{\"from\": \"s3://trellis-artifacts/sample/\"}"),
                object("{\"from\": \"s3://elsewhere/\"}"),
                null);
    }

    private static Samples callSamples() {
        String request = """
                {"adapter": "http", "ref": "http://HOST/{path}",
                 "settings": {"guard_rails": {"http": {"allowed_hosts": ["HOST"], "allow_private": true}}}}""";
        return new Samples(
                object(request.replace("HOST", service.host())),
                object("{\"path\": \"good\"}"),
                object("{\"path\": \"missing\"}"),
                object("{\"path\": \"slow\"}"));
    }

    private static String callRequest(String path) {
        ObjectNode request = JsonText.object()
                .put("contract", "trellis/v1")
                .put("task_id", Names.fresh("task-"))
                .put("attempt", 1)
                .put("attempt_token", Names.fresh("token-"))
                .put("action", "execute")
                .put("task_type", "demo.call")
                .put("version", "1.0.0")
                .put("not_after", "2099-01-01T00:00:00Z")
                .put("timeout_s", 60)
                .put("heartbeat_s", 10)
                .put("tenant", "default");
        request.putObject("inputs").put("path", path);
        request.setAll(callSamples().request());
        return JsonText.write(request);
    }

    private static List<Outcome> outcomes(int expected) throws InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        while (outcomes.size() < expected) {
            List<Received> received = queues.receive(QueueNames.OUTCOMES, 1, WAIT, WAIT);
            assertThat(received).as("outcome " + (outcomes.size() + 1)).isNotEmpty();
            received.forEach(one -> outcomes.add(OutcomeJson.read(one.body())));
            queues.delete(
                    QueueNames.OUTCOMES,
                    received.stream().map(Received::receipt).toList());
        }
        broker.awaitRest(QueueNames.OUTCOMES);
        return outcomes;
    }

    private static ObjectNode object(String json) {
        return JsonText.parseObject(new Json(json));
    }
}
