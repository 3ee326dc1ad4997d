package dev.trellis.pdo.decide;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.engine.CycleRequest.Reason;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.LeasedTask.Demand;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.TaskContext;
import dev.trellis.contract.task.TimeLimits;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.pdo.decide.DispatchDecision.Defer;
import dev.trellis.pdo.decide.DispatchDecision.Park;
import dev.trellis.pdo.decide.DispatchDecision.Reject;
import dev.trellis.pdo.decide.DispatchDecision.Send;
import dev.trellis.pdo.fixture.Registries;
import dev.trellis.pdo.fixture.Tasks;
import dev.trellis.registry.SchemaCheck;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DispatchPlannerTest {
    private final Registries registries = new Registries()
            .stable("demo.noop", "1.0.0")
            .version("demo.many", "1.1.0", entry -> {})
            .version("demo.many", "1.4.2", entry -> {})
            .version("demo.many", "2.0.0", entry -> {})
            .stable("demo.many", "1.2.0")
            .version("demo.unpointed", "1.0.0", entry -> {})
            .stable("demo.strict", "1.0.0", DispatchPlannerTest::strictInputs);
    private final DispatchPlanner planner = new DispatchPlanner(new SchemaCheck());

    @ParameterizedTest(name = "{0} range {1} pinned {2} → {3} by {4}")
    @CsvSource(
            nullValues = "-",
            value = {
                "demo.noop, -,      -,     1.0.0, version.stable",
                "demo.many, -,      -,     1.2.0, version.stable",
                "demo.many, ^1.1,   -,     1.2.0, version.range",
                "demo.many, ~1.4,   -,     1.4.2, version.range",
                "demo.many, >=2,    -,     2.0.0, version.range",
                "demo.many, ^1.1,   2.0.0, 2.0.0, version.pinned",
                "demo.many, -,      1.1.0, 1.1.0, version.pinned",
            })
    void shouldSendToTheVersionThatTheDemandResolvesTo(
            String type, @Nullable String range, @Nullable String pinned, String version, String rule) {
        // when
        DispatchDecision decision = plan(Tasks.of("t1", new Demand(type, pinned, range, List.of())));

        // then
        assertThat(decision).isInstanceOfSatisfying(Send.class, send -> {
            assertThat(send.request().executor().version()).isEqualTo(version);
            assertThat(send.queue()).isEqualTo("trellis-task-" + type.replace('.', '-'));
            assertThat(send.reasons()).extracting(Reason::rule).containsExactly(rule, "queue");
        });
    }

    @ParameterizedTest(name = "{0} range {1} pinned {2} → {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "demo.nobody,    -,     -,     task_type.unknown, demo.nobody",
                "demo.nobody,    ^1,    1.0.0, task_type.unknown, demo.nobody",
                "demo.many,      ^3,    -,     version.unmet,     1.4.2",
                "demo.many,      -,     9.9.9, version.unmet,     9.9.9",
                "demo.unpointed, -,     -,     version.unmet,     stable",
            })
    void shouldRejectWithACodeWhenNothingServesTheDemand(
            String type, @Nullable String range, @Nullable String pinned, String code, String named) {
        // when
        DispatchDecision decision = plan(Tasks.of("t1", new Demand(type, pinned, range, List.of())));

        // then
        assertThat(decision).isInstanceOfSatisfying(Reject.class, reject -> {
            assertThat(reject.refusal().code()).isEqualTo(code);
            assertThat(reject.refusal().message()).contains(named);
            assertThat(reject.reasons().getLast().rule()).isEqualTo(code);
        });
    }

    @Test
    void shouldNameThePathWhenInputsBreakTheSchema() {
        // given
        LeasedTask task = Tasks.withInputs(Tasks.ofType("t1", "demo.strict"), "{\"rows\":[{\"cost\":\"much\"}]}");

        // when
        DispatchDecision decision = plan(task);

        // then
        assertThat(decision).isInstanceOfSatisfying(Reject.class, reject -> {
            assertThat(reject.refusal().code()).isEqualTo("input.schema");
            assertThat(reject.refusal().message()).contains("$.rows[0].cost").contains("number");
        });
    }

    @Test
    void shouldSendWhenInputsKeepTheSchema() {
        // given
        LeasedTask task = Tasks.withInputs(Tasks.ofType("t1", "demo.strict"), "{\"rows\":[{\"cost\":1.5}]}");

        // then
        assertThat(plan(task)).isInstanceOf(Send.class);
    }

    @Test
    void shouldLeaveTheCheckToTheExecutorWhenInputsTravelByClaimCheck() {
        // given
        Payload claim = new Payload.ClaimCheck(new ArtifactRef("s3://bucket/x", "ab".repeat(32), 300_000L));

        // when
        DispatchDecision decision = plan(Tasks.with(Tasks.ofType("t1", "demo.strict"), claim));

        // then
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Send.class, send -> assertThat(send.request().inputs()).isEqualTo(claim));
    }

    @Test
    void shouldReplaceAnAuthorsGuardRailsByThoseOfPolicy() {
        // given
        registries
                .policy("hosts", "{\"http\":{\"allowed_hosts\":[\"api.example.org\"]}}")
                .stable(
                        "demo.http",
                        "1.0.0",
                        entry -> entry.set(
                                "settings",
                                JsonText.parse(
                                        "{\"method\":\"GET\",\"guard_rails\":{\"http\":{\"allowed_hosts\":[\"*\"]}}}")));

        // when
        DispatchDecision decision = plan(Tasks.ofType("t1", "demo.http"));

        // then
        assertThat(decision).isInstanceOfSatisfying(Send.class, send -> assertThat(
                        JsonText.canonical(send.request().executor().settings()).text())
                .isEqualTo("{\"guard_rails\":{\"http\":{\"allowed_hosts\":[\"api.example.org\"]}},"
                        + "\"method\":\"GET\"}"));
    }

    @Test
    void shouldAddTagsOfProcessAndDataWithoutTouchingTheHosts() {
        // given
        registries.process("wildlife.strikes", "1.0.0", Map.of("domain", "aviation", "owner", "ops"));
        registries
                .policy("people", "{\"data\":{\"see\":[\"pii\"]}}")
                .stable("demo.cleared", "1.0.0", entry -> entry.set("data_classes", JsonText.array(List.of("pii"))));
        Map<String, String> tags =
                Map.of("process", "wildlife.strikes", "process_version", "1.0.0", "process.owner", "host's word");
        TaskContext context = new TaskContext("default", "key", List.of("pii"), tags, "00-aa-bb-01");

        // when
        DispatchDecision decision = plan(Tasks.with(Tasks.ofType("t1", "demo.cleared"), context));

        // then
        assertThat(decision).isInstanceOfSatisfying(Send.class, send -> {
            TaskContext sent = send.request().context();
            assertThat(sent.tags())
                    .containsEntry("process.domain", "aviation")
                    .containsEntry("process.owner", "host's word")
                    .containsEntry("data.classes", "pii")
                    .containsEntry("task.effect", "idempotent")
                    .containsAllEntriesOf(tags);
            assertThat(sent.idempotencyKey()).isEqualTo("key");
            assertThat(sent.traceparent()).isEqualTo("00-aa-bb-01");
        });
    }

    @Test
    void shouldTellTheEffectOfTheEntryWhateverTheTaskSaysOfIt() {
        // given a tag that would let an executor do the work twice
        TaskContext context = new TaskContext("default", "key", List.of(), Map.of("task.effect", "pure"), null);

        // when
        DispatchDecision decision = plan(Tasks.with(Tasks.ofType("t1", "demo.noop"), context));

        // then
        assertThat(decision).isInstanceOfSatisfying(Send.class, send -> assertThat(
                        send.request().context().tags())
                .containsEntry("task.effect", "idempotent"));
    }

    @Test
    void shouldParkWhenPolicyDoesNotLetTheExecutorSeeWhatItsEntryDeclares() {
        // given
        registries.stable("demo.cleared", "1.0.0", entry -> entry.set("data_classes", JsonText.array(List.of("pii"))));
        TaskContext context = new TaskContext("default", null, List.of("pii"), Map.of(), null);

        // when
        DispatchDecision decision = plan(Tasks.with(Tasks.ofType("t1", "demo.cleared"), context));

        // then
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Park.class, park -> assertThat(park.refusal().message()).contains("guard_rails.data.see"));
    }

    @Test
    void shouldParkWhenTheExecutorIsNotClearedForTheData() {
        // given
        TaskContext context = new TaskContext("default", null, List.of("medical", "personal"), Map.of(), null);

        // when
        DispatchDecision decision = plan(Tasks.with(Tasks.task("t1"), context));

        // then
        assertThat(decision).isInstanceOfSatisfying(Park.class, park -> {
            assertThat(park.refusal().code()).isEqualTo("data_class.uncleared");
            assertThat(park.refusal().message()).contains("medical, personal").contains("demo.noop 1.0.0");
        });
    }

    @ParameterizedTest
    @CsvSource({"100, 100, true", "100, 101, false"})
    void shouldRejectInputsAboveTheGuardRail(int limit, int size, boolean sent) {
        // given
        registries.policy("size", "{\"payload\":{\"max_bytes\":" + limit + "}}");
        String inputs = "{\"t\":\"" + "x".repeat(size - 8) + "\"}";

        // when
        DispatchDecision decision = plan(Tasks.withInputs(Tasks.task("t1"), inputs));

        // then
        assertThat(decision instanceof Send).isEqualTo(sent);
        assertThat(decision.reasons().getLast().rule()).isEqualTo(sent ? "queue" : "payload.too_large");
    }

    @ParameterizedTest
    @CsvSource({"-5, true", "-6, false"})
    void shouldRejectAnAttemptPastItsTimeAndTheClockSkew(int seconds, boolean sent) {
        // given
        TimeLimits limits = new TimeLimits(Tasks.NOW.plusSeconds(seconds), 60, 5);

        // when
        DispatchDecision decision = plan(Tasks.with(Tasks.task("t1"), limits));

        // then
        assertThat(decision instanceof Send).isEqualTo(sent);
        assertThat(decision.reasons().getLast().rule()).isEqualTo(sent ? "queue" : "attempt.expired");
    }

    @Test
    void shouldDeferWhatAFullQueueHasNoRoomForAndServeTheOthers() {
        // given
        DispatchLimits limits = new DispatchLimits(
                1_000, 10, Map.of("trellis-task-demo-noop", 8L), Duration.ofSeconds(7), Duration.ZERO);
        List<LeasedTask> tasks =
                List.of(Tasks.task("t1"), Tasks.task("t2"), Tasks.task("t3"), Tasks.ofType("t4", "demo.many"));

        // when
        DispatchPlan plan = planner.plan(tasks, registries.snapshot(), limits, Tasks.NOW);

        // then
        assertThat(plan.decisions())
                .extracting(decision -> decision.getClass().getSimpleName())
                .containsExactly("Send", "Send", "Defer", "Send");
        assertThat(plan.decisions().get(2)).isInstanceOfSatisfying(Defer.class, defer -> {
            assertThat(defer.delaySeconds()).isEqualTo(7);
            assertThat(defer.reasons().getLast().rule()).isEqualTo("queue.full");
        });
    }

    @Test
    void shouldParkAPoisonedTaskAndServeTheOthers() {
        // given
        registries.stable(
                "demo.poison",
                "1.0.0",
                entry -> entry.set("input_schema", JsonText.parse("{\"$ref\":\"#/$defs/none\"}")));
        List<LeasedTask> tasks = List.of(
                Tasks.ofType("t1", "demo.poison"),
                Tasks.withInputs(Tasks.ofType("t2", "demo.strict"), "not json"),
                Tasks.task("t3"));

        // when
        DispatchPlan plan = planner.plan(tasks, registries.snapshot(), DispatchLimits.DEFAULT, Tasks.NOW);

        // then
        assertThat(plan.decisions()).hasSize(3);
        assertThat(plan.decisions().subList(0, 2)).allSatisfy(decision -> assertThat(decision)
                .isInstanceOfSatisfying(
                        Park.class, park -> assertThat(park.refusal().code()).isEqualTo("dispatch.failed")));
        assertThat(plan.decisions().get(2)).isInstanceOf(Send.class);
    }

    @Test
    void shouldKeepTheOrderOfTheTasks() {
        // given
        List<LeasedTask> tasks =
                IntStream.range(0, 50).mapToObj(i -> Tasks.task("t" + i)).toList();

        // when
        DispatchPlan plan = planner.plan(tasks, registries.snapshot(), DispatchLimits.DEFAULT, Tasks.NOW);

        // then
        assertThat(plan.decisions()).extracting(DispatchDecision::task).isEqualTo(tasks);
    }

    @Test
    void shouldSendAnUndoWhoseInputsHaveTheOutputsOfTheWorkBesideThem() {
        // given
        LeasedTask work = Tasks.withInputs(Tasks.ofType("t1", "demo.closed"), "{\"n\":1,\"booking\":\"b1\"}");
        registries.stable("demo.closed", "1.0.0", entry -> entry.set("input_schema", JsonText.parse("""
                {"type":"object","properties":{"n":{"type":"number"}},"additionalProperties":false}""")));

        // when
        DispatchDecision executed = plan(work);
        DispatchDecision undone = plan(Tasks.with(work, Action.COMPENSATE));

        // then
        assertThat(executed.reasons().getLast().rule()).isEqualTo("input.schema");
        assertThat(undone).isInstanceOf(Send.class);
    }

    private DispatchDecision plan(LeasedTask task) {
        return planner.plan(List.of(task), registries.snapshot(), DispatchLimits.DEFAULT, Tasks.NOW)
                .decisions()
                .getFirst();
    }

    private static void strictInputs(ObjectNode entry) {
        entry.set("input_schema", JsonText.parse("""
                        {"type":"object","required":["rows"],"properties":{"rows":{"type":"array","items":
                        {"type":"object","properties":{"cost":{"type":"number"}}}}}}"""));
    }
}
