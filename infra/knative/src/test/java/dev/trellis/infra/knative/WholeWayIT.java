package dev.trellis.infra.knative;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.LeasedTask.Demand;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.MessageQueues.Received;
import dev.trellis.contract.port.QueueNames;
import dev.trellis.contract.port.RegistryStore;
import dev.trellis.contract.registry.RegistryItem;
import dev.trellis.contract.registry.RegistryKind;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.OutcomeJson;
import dev.trellis.infra.aws.AwsPlatform;
import dev.trellis.infra.conformance.engine.SampleTasks;
import dev.trellis.infra.memory.engine.Applied;
import dev.trellis.infra.memory.engine.MemoryEngine;
import dev.trellis.infra.memory.engine.ServedEngine;
import dev.trellis.infra.memory.engine.Waiting;
import dev.trellis.registry.EntryDraft;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A task from ready to its end with no service of AWS: the packaged orchestrator and the packaged executor in processes of their own, a broker
 * that delivers everything twice between them. The engine is the one in memory, which passes the host's conformance, behind the host's endpoint.
 */
class WholeWayIT {
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final String PDO = "trellis-pdo";
    private static final String CALLS = "trellis-task-demo-call";
    private static final String SUBSCRIBER = "subscriber";

    @TempDir
    private Path folder;

    private final MemoryEngine engine =
            new MemoryEngine(InstantSource.system(), Waiting.real(), MemoryEngine.Terms.DEFAULT);
    private Stores stores;
    private AwsPlatform cloud;
    private SmallBroker broker;
    private Mailbox mailbox;
    private KnativeQueues queues;
    private CalledService service;
    private ServedEngine host;
    private FunctionProcess pdo;
    private FunctionProcess calls;

    @BeforeEach
    void start() throws IOException {
        stores = new Stores(folder);
        cloud = AwsPlatform.fromEnvironment(stores.environment());
        broker = new SmallBroker();
        mailbox = Mailbox.at(SmallBroker.LOOPBACK, queue -> true);
        queues = new KnativeQueues(new EventSink(broker.address(), RetryPauses.REAL), mailbox);
        service = new CalledService();
        host = new ServedEngine(engine);
        Map<String, String> environment = new HashMap<>(stores.environment());
        environment.put("TRELLIS_SINK", broker.address().template());
        environment.put("TRELLIS_ENGINE_URL", host.address().toString());
        environment.put("TRELLIS_ENGINE_TOKEN", ServedEngine.TOKEN);
        environment.put("TRELLIS_LINGER", "PT0S");
        pdo = FunctionProcess.start("pdo-function/funqy/target", environment);
        calls = FunctionProcess.start("tde-functions/http/target/knative", environment);
        subscribe();
        publish();
        pdo.ready();
        calls.ready();
    }

    private void subscribe() {
        broker.subscribe(PDO, pdo.at("/"), 10, 2);
        broker.subscribe(CALLS, calls.at("/"), 10, 2);
        broker.subscribe(QueueNames.OUTCOMES, mailbox, 1_000);
        URI events = URI.create("http://127.0.0.1:" + mailbox.port() + "/" + SUBSCRIBER);
        broker.subscribe(QueueNames.EVENTS, events, 10, 1);
    }

    /** The task type and what policy lets it do, as an author writes them. */
    private void publish() {
        put(RegistryKind.TDE, """
                {"kind": "tde", "name": "demo.call", "version": "1.0.0", "adapter": "http", "ref": "http://HOST/{path}",
                 "effect": "non_idempotent", "queue": "trellis-task-demo-call"}""");
        put(RegistryKind.POLICY, """
                {"kind": "policy", "name": "calls", "version": "1.0.0", "task_types": ["*"],
                 "guard_rails": {"http": {"allowed_hosts": ["HOST"], "allow_private": true}}}""");
    }

    private void put(RegistryKind kind, String json) {
        RegistryStore registry = cloud.registry();
        ObjectNode document = JsonText.parseObject(new Json(json.replace("HOST", service.host())));
        EntryDraft draft = EntryDraft.of(document);
        assertThat(registry.put(new RegistryItem(draft.key(), draft.document(), draft.sha256(), Instant.EPOCH, "test")))
                .isEqualTo(RegistryStore.Put.WRITTEN);
        assertThat(registry.flip(kind, document.path("name").asText(), "stable", null, "1.0.0"))
                .isTrue();
    }

    @AfterEach
    void stop() {
        pdo.close();
        calls.close();
        host.close();
        service.close();
        mailbox.close();
        broker.close();
        cloud.close();
        stores.close();
    }

    @Test
    void shouldEndATaskOnceWhenEveryEventComesTwice() {
        // given
        engine.add(call("task-1"));
        var unused = engine.emit(new Json("""
                {"specversion": "1.0", "id": "event-1", "source": "/trellis", "type": "trellis.task.ready", "data": {"n": 1}}"""));

        // when
        assertThat(queues.send(PDO, List.of("{\"source\": \"trellis.nudge\"}"))).isEmpty();
        List<Applied> applied = List.of(applyNext(), applyNext());

        // then
        assertThat(applied).containsExactly(Applied.ACCEPTED, Applied.DUPLICATE);
        assertThat(engine.task("task-1").state().status()).isEqualTo("succeeded");
        assertThat(service.calls()).isEqualTo(1);
        assertThat(queues.receive(SUBSCRIBER, 1, WAIT, WAIT))
                .singleElement()
                .returns("event-1", Received::messageId)
                .returns("{\"n\":1}", Received::body);
    }

    private Applied applyNext() {
        List<Received> outcome = queues.receive(QueueNames.OUTCOMES, 1, WAIT, WAIT);
        assertThat(outcome).hasSize(1);
        Applied applied = engine.apply(OutcomeJson.read(outcome.getFirst().body()));
        queues.delete(QueueNames.OUTCOMES, List.of(outcome.getFirst().receipt()));
        return applied;
    }

    private static LeasedTask call(String id) {
        LeasedTask sample = SampleTasks.task(id);
        return new LeasedTask(
                sample.attempt(),
                sample.action(),
                new Demand("demo.call", null, null, List.of()),
                new Payload.Inline(new Json("{\"path\":\"good\"}")),
                sample.artifactsIn(),
                sample.limits(),
                sample.context());
    }
}
