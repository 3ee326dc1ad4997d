package dev.trellis.host.trace;

import static dev.trellis.host.trace.CollectedSpans.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Effect;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.SubmissionKeys;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskPolicy;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.instance.StartCommand;
import dev.trellis.host.outcome.OutcomeMessage;
import dev.trellis.host.testkit.Eventually;
import dev.trellis.host.testkit.KernelDriver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a collector gets of runs on a real database. */
final class TracesIT {
    private static final String SENDER = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String CANARY = "canary-7c1f";
    private static final int RUNS = 100;

    private static KernelDriver driver;

    private final CollectedSpans collector = new CollectedSpans();
    private final Counter dropped = new SimpleMeterRegistry().counter("dropped");

    @BeforeAll
    static void open() {
        driver = KernelDriver.fresh();
        for (String process : List.of("chain", "gateways", "loop", "caller", "called", "error")) {
            driver.registry.process("test." + process, "1.0.0", process + ".bpmn");
        }
        for (String type : List.of("one", "two", "three", "each", "after", "inside", "risky", "fallback")) {
            driver.registry.taskType("test." + type);
        }
        driver.registry.taskType("test.once", "1.0.0", Effect.NON_IDEMPOTENT, TaskPolicy.NONE, "{}");
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    @AfterEach
    void clear() {
        driver.clear();
    }

    @Test
    void shouldTellOneTraceFromTheSubmissionToTheLastOutcome() {
        // given
        InstanceView instance = start("test.chain", "{}", SENDER);

        // when
        driver.runToRest(task -> Map.of());
        String trace = collected(instance);

        // then
        assertThat(trace).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(collector.tree(trace)).isEqualTo("""
                SERVER POST /v1/instances
                  INTERNAL run test.chain
                    INTERNAL task one
                      PRODUCER send trellis-task-test-one
                        CONSUMER trellis-task-test-one
                          CONSUMER process trellis-outcomes
                    INTERNAL task two
                      PRODUCER send trellis-task-test-two
                        CONSUMER trellis-task-test-two
                          CONSUMER process trellis-outcomes
                    INTERNAL task three
                      PRODUCER send trellis-task-test-three
                        CONSUMER trellis-task-test-three
                          CONSUMER process trellis-outcomes
                """);
        assertThat(collector.named(trace, "POST /v1/instances").getParentSpanId())
                .isEqualTo("00f067aa0ba902b7");
        assertThat(collector.linked(collector.named(trace, "task two")))
                .containsExactly("process trellis-outcomes of one");
        assertThat(collector.ofTrace(trace).stream()
                        .filter(span -> attribute(span, "messaging.destination.name") != null))
                .hasSize(3 * 3)
                .allMatch(span -> "aws_sqs".equals(attribute(span, "messaging.system")));
    }

    @Test
    void shouldHandTheSendingSpanToTheFunctionAndTakeAnyBack() {
        // given
        InstanceView instance = start("test.chain", "{}", null);
        LeasedTask task = driver.lease().getFirst();
        driver.confirm(task);

        // when
        TraceContext sent = TraceContext.of(task.context().traceparent()).orElseThrow();
        deliver(task, KernelDriver.success(task.attempt(), Map.of()).result(), sent.at("00000000000000aa"));
        driver.runToRest(any -> Map.of());
        String trace = collected(instance);

        // then
        SpanData send = collector.named(trace, "send queue");
        assertThat(sent.text()).isEqualTo("00-%s-%s-01".formatted(trace, send.getSpanId()));
        assertThat(collector.named(trace, "queue").getLinks())
                .extracting(link -> link.getSpanContext().getSpanId())
                .containsExactly("00000000000000aa");
    }

    @Test
    void shouldLinkTheTaskBehindAJoinToAllOutcomesOfItsBatch() {
        // given
        InstanceView instance = start("test.loop", "{\"items\": [1, 2, 3]}", null);

        // when
        List<OutcomeMessage> batch = new ArrayList<>();
        driver.lease().forEach(task -> batch.add(message(task)));
        driver.kernel.services().outcomes().apply(batch);
        driver.runToRest(task -> Map.of());
        String trace = collected(instance);

        // then
        SpanData after = collector.named(trace, "task after");
        assertThat(after.getLinks()).hasSize(3);
        assertThat(collector.linked(after)).containsExactly("process trellis-outcomes of each");
    }

    @Test
    void shouldTellEachAttempt() {
        // given
        InstanceView instance = start("test.error", "{}", null);
        driver.fail(driver.lease().getFirst(), "busy", true);
        LeasedTask again =
                Eventually.get(() -> driver.lease(), tasks -> !tasks.isEmpty()).getFirst();

        // when
        driver.fail(again, "stock.empty", false);
        driver.runToRest(task -> Map.of());
        String trace = collected(instance);

        // then
        List<SpanData> functions = collector.ofTrace(trace).stream()
                .filter(span ->
                        attribute(span, "faas.name") != null && "risky".equals(attribute(span, "trellis.element")))
                .toList();
        assertThat(functions).extracting(span -> attribute(span, "error.type")).containsExactly("busy", "stock.empty");
        assertThat(functions).extracting(SpanData::getStatus).containsOnly(StatusData.error());
        assertThat(collector.linked(collector.named(trace, "task fallback")))
                .containsExactly("process trellis-outcomes of risky");
    }

    @Test
    void shouldHangACalledInstanceBelowItsCaller() {
        // given
        InstanceView instance = start("test.caller", "{\"order\": 1}", null);

        // when
        driver.runToRest(task -> Map.of("result", 1));
        String trace = collected(instance);

        // then
        assertThat(collector.named(trace, "run test.called").getParentSpanId())
                .isEqualTo(collector.named(trace, "run test.caller").getSpanId());
        assertThat(collector.linked(collector.named(trace, "task after")))
                .containsExactly("process trellis-outcomes of inside");
    }

    @Test
    void shouldLoseNothingWhileTheCollectorIsAwayAndWhenAnotherHostGoesOn() {
        // given
        InstanceView instance = start("test.chain", "{}", null);
        driver.runToRest(task -> Map.of());
        collector.away(true);
        export().turn();

        // when
        collector.away(false);
        String trace = collected(instance);

        // then
        assertThat(collector.ofTrace(trace)).hasSize(2 + 3 * 4);
    }

    @Test
    void shouldDropWhatTheCollectorRefusesForGoodAndGoOn() {
        // given
        InstanceView refused = start("test.chain", "{}", null);
        driver.runToRest(task -> Map.of());
        collector.answers(400);
        Eventually.get(
                () -> {
                    export().turn();
                    return dropped.count();
                },
                count -> count >= 2 + 3 * 4);

        // when
        collector.answers(200);
        InstanceView later = start("test.chain", "{}", null);
        driver.runToRest(task -> Map.of());
        String trace = collected(later);

        // then
        assertThat(collector.ofTrace(trace)).hasSize(2 + 3 * 4);
        assertThat(collector.ofTrace(String.valueOf(refused.traceId()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST ", "task ", "send ", "trellis-task-", "process "})
    void shouldBeSeenWhenAHopIsMissing(String hop) {
        // given
        collector.loses(span -> span.getName().startsWith(hop));
        InstanceView instance = start("test.chain", "{}", SENDER);
        driver.runToRest(task -> Map.of());
        collected(instance);

        // when
        Throwable seen = catchThrowable(() -> assertComplete(instance));

        // then
        assertThat(seen).isInstanceOf(AssertionError.class);
    }

    @Test
    void shouldTellNothingOfATraceThatItsSenderDoesNotKeep() {
        // given
        InstanceView dropped = start("test.chain", "{}", SENDER.replace("-01", "-00"));
        InstanceView kept = start("test.chain", "{}", null);

        // when
        driver.runToRest(task -> Map.of());
        collected(kept);

        // then
        assertThat(collector.ofTrace(String.valueOf(dropped.traceId()))).isEmpty();
    }

    @Test
    void shouldTellNoValue() {
        // given
        InstanceView instance = start("test.error", "{\"secret\": \"" + CANARY + "\"}", null);
        LeasedTask task = driver.lease().getFirst();
        driver.deliver(KernelDriver.outcome(
                task.attempt(), new Result.Failed(new TaskError("stock.empty", "no " + CANARY + " left", false))));

        // when
        driver.runToRest(any -> Map.of("found", CANARY));
        String trace = collected(instance);

        // then
        assertThat(driver.variables(instance)).containsEntry("found", CANARY);
        assertThat(collector.ofTrace(trace)).isNotEmpty().noneMatch(span -> span.toString()
                .contains(CANARY));
        assertThat(collector.ofTrace(trace))
                .noneMatch(span -> span.getAttributes().toString().contains(CANARY));
    }

    @Test
    void shouldBeCompleteForEachOfAHundredRuns() {
        // given
        List<InstanceView> instances = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            instances.add(
                    switch (run % 5) {
                        case 0 -> start("test.chain", "{}", null);
                        case 1 -> start("test.loop", "{\"items\": [1, 2, 3, 4]}", null);
                        case 2 -> start("test.caller", "{\"order\": 1}", SENDER.replace("4bf9", "%04x".formatted(run)));
                        case 3 -> start("test.error", "{}", null);
                        default -> start("test.gateways", "{\"amount\": 1, \"colours\": [\"red\"]}", null);
                    });
        }
        driver.lease().stream().limit(RUNS / 5).forEach(task -> driver.fail(task, "busy", true));
        driver.runToRest(task -> Map.of("result", 1));

        // when
        Eventually.get(
                () -> {
                    driver.runToRest(task -> Map.of("result", 1));
                    return instances.stream().map(driver::state).toList();
                },
                states -> states.stream().allMatch("completed"::equals));
        collected(instances.getLast());

        // then
        assertThat(instances).allSatisfy(this::assertComplete);
    }

    private void assertComplete(InstanceView instance) {
        String trace = String.valueOf(instance.traceId());
        assertThat(collector.orphans(trace).stream().filter(name -> !name.startsWith("POST")))
                .as("orphans of\n" + collector.tree(trace))
                .isEmpty();
        int attempts =
                driver.tasks(instance).stream().mapToInt(task -> task.attempt()).sum();
        assertThat(called(trace, "send ")).as(collector.tree(trace)).hasSize(attempts);
        assertThat(collector.ofTrace(trace).stream().filter(span -> attribute(span, "faas.name") != null))
                .hasSize(attempts);
        assertThat(called(trace, "process ")).hasSize(attempts);
        assertThat(called(trace, "task ")).hasSameSizeAs(driver.tasks(instance));
    }

    private List<SpanData> called(String trace, String prefix) {
        return collector.ofTrace(trace).stream()
                .filter(span -> span.getName().startsWith(prefix))
                .toList();
    }

    private InstanceView start(String process, String variables, @Nullable String sender) {
        return driver.kernel
                .services()
                .instances()
                .start(new StartCommand(
                        KernelDriver.ANNA,
                        process,
                        null,
                        new Json(variables),
                        SubmissionKeys.NONE,
                        sender,
                        origin(sender)))
                .instance();
    }

    private Origin origin(@Nullable String sender) {
        Optional<TraceContext> given = TraceContext.of(sender);
        return new Origin(
                telemetry().trace(given, "POST /v1/instances"),
                given.map(TraceContext::spanId).orElse(null),
                "POST /v1/instances",
                Instant.now());
    }

    private static OutcomeMessage message(LeasedTask task) {
        return new OutcomeMessage(task.attempt().taskId().value(), KernelDriver.success(task.attempt(), Map.of()));
    }

    private static void deliver(LeasedTask task, Result result, TraceContext trace) {
        Outcome plain = KernelDriver.outcome(task.attempt(), result);
        driver.deliver(new Outcome(
                plain.attempt(),
                plain.action(),
                plain.result(),
                plain.metrics(),
                Instant.now(),
                Instant.now(),
                trace.text(),
                plain.extensions()));
    }

    /** Exports until the end of an instance is told, each time as a host that has just started. */
    private String collected(InstanceView instance) {
        String trace = String.valueOf(instance.traceId());
        return Eventually.get(
                () -> {
                    export().turn();
                    return trace;
                },
                id -> collector.ofTrace(id).stream()
                        .anyMatch(span -> SpanIds.instance(instance.id()).equals(span.getSpanId())));
    }

    private TraceExport export() {
        return new TraceExport(driver.kernel.database(), telemetry(), dropped);
    }

    private Telemetry telemetry() {
        return new Telemetry(collector, Sampler.parentBased(Sampler.alwaysOn()), Resource.getDefault(), "aws_sqs");
    }
}
