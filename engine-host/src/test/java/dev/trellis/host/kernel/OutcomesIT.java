package dev.trellis.host.kernel;

import static dev.trellis.host.testkit.KernelDriver.ANNA;
import static dev.trellis.host.testkit.KernelDriver.outcome;
import static dev.trellis.host.testkit.KernelDriver.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.Observation;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Effect;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskId;
import dev.trellis.contract.task.TaskPolicy;
import dev.trellis.contract.wire.Sha256;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.incident.IncidentQuery;
import dev.trellis.host.incident.IncidentView;
import dev.trellis.host.incident.Incidents;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.outcome.Applied;
import dev.trellis.host.outcome.OutcomeMessage;
import dev.trellis.host.testkit.Eventually;
import dev.trellis.host.testkit.KernelDriver;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What outcomes do, and what they cannot do. */
final class OutcomesIT {
    private static KernelDriver driver;

    @BeforeAll
    static void open() {
        driver = KernelDriver.fresh();
        for (String name : List.of("chain", "single", "loop", "error", "mapped")) {
            driver.registry.process("test." + name, "1.0.0", name + ".bpmn");
        }
        for (String type : List.of("two", "three", "each", "after", "risky")) {
            driver.registry.taskType("test." + type);
        }
        driver.registry.taskType("test.one", "1.0.0", Effect.IDEMPOTENT, new TaskPolicy(1, null, null, null), "{}");
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
    void shouldIgnoreTheSameOutcomeAgain() {
        // given
        InstanceView instance = driver.start("test.chain", Map.of());
        LeasedTask one = driver.lease().getFirst();
        driver.succeed(one, Map.of("x", 1));

        // when
        Applied again = driver.deliver(success(one.attempt(), Map.of("x", 2)));

        // then
        assertThat(again).isInstanceOf(Applied.Duplicate.class);
        assertThat(driver.variables(instance)).containsEntry("x", 1);
        assertThat(driver.lease()).hasSize(1);
    }

    @Test
    void shouldKeepNothingOfAnOutcomeThatCannotBeApplied() {
        // given
        driver.start("test.mapped", Map.of("name", "Ada", "a", 1, "b", 2, "files", List.of()));
        LeasedTask one = driver.lease().getFirst();

        // when
        Applied unmapped = driver.deliver(success(one.attempt(), Map.of("not_text", 1)));
        Applied again = driver.deliver(success(one.attempt(), Map.of("not_text", 1)));
        Applied mended = driver.deliver(success(one.attempt(), Map.of("text", "now it is there")));

        // then
        assertThat(unmapped).isInstanceOf(Applied.Deferred.class);
        assertThat(again).isInstanceOf(Applied.Deferred.class);
        assertThat(mended).isInstanceOf(Applied.Accepted.class);
    }

    @Test
    void shouldTakeOneOfTwoEqualOutcomesInABatch() {
        // given
        driver.start("test.chain", Map.of());
        LeasedTask one = driver.lease().getFirst();

        // when
        List<Applied> answers = driver.kernel
                .services()
                .outcomes()
                .apply(List.of(
                        new OutcomeMessage("a", success(one.attempt(), Map.of())),
                        new OutcomeMessage("b", success(one.attempt(), Map.of()))));

        // then
        assertThat(answers).containsExactly(new Applied.Accepted("a", false), new Applied.Duplicate("b"));
    }

    @Test
    void shouldFenceAForgedToken() {
        // given
        InstanceView instance = driver.start("test.single", Map.of());
        LeasedTask task = driver.lease().getFirst();

        // when
        Applied forged = driver.deliver(success(new Attempt(task.attempt().taskId(), 1, "0".repeat(32)), Map.of()));

        // then
        assertThat(forged).isInstanceOf(Applied.Fenced.class);
        assertThat(driver.state(instance)).isEqualTo("running");
        driver.succeed(task, Map.of());
        assertThat(driver.state(instance)).isEqualTo("completed");
    }

    @Test
    void shouldSayUnknownWhenNoTaskHasTheId() {
        // given
        Attempt nobody = new Attempt(new TaskId("nobody"), 1, "t");

        // when
        Applied applied = driver.deliver(success(nobody, Map.of()));

        // then
        assertThat(applied).isInstanceOf(Applied.Unknown.class);
    }

    @Test
    void shouldTakeAnOutcomeBeforeItsDispatchIsConfirmed() {
        // given
        InstanceView instance = driver.start("test.single", Map.of());
        LeasedTask task = driver.lease().getFirst();
        driver.succeed(task, Map.of());

        // when
        driver.confirm(task);

        // then
        assertThat(driver.status(task)).isEqualTo("succeeded");
        assertThat(driver.state(instance)).isEqualTo("completed");
    }

    @Test
    void shouldRetryUnderANewTokenAndFenceTheOldOne() {
        // given
        InstanceView instance = driver.start("test.single", Map.of());
        LeasedTask first = driver.lease().getFirst();

        // when
        driver.cycle("pdo-1", 0, List.of(), List.of(silent(first)));
        LeasedTask second =
                Eventually.get(() -> driver.lease(), tasks -> !tasks.isEmpty()).getFirst();

        // then
        assertThat(second.attempt().taskId()).isEqualTo(first.attempt().taskId());
        assertThat(second.attempt().number()).isEqualTo(2);
        assertThat(second.attempt().token()).isNotEqualTo(first.attempt().token());
        assertThat(driver.deliver(success(first.attempt(), Map.of()))).isInstanceOf(Applied.Fenced.class);
        driver.succeed(second, Map.of());
        assertThat(driver.state(instance)).isEqualTo("completed");
    }

    @Test
    void shouldOpenAnIncidentWhenRetriesAreSpentAndRetryWithChangedInputs() {
        // given
        InstanceView instance = driver.start("test.single", Map.of("a", 1));
        driver.fail(driver.lease().getFirst(), "io", true);
        LeasedTask second =
                Eventually.get(() -> driver.lease(), tasks -> !tasks.isEmpty()).getFirst();
        driver.fail(second, "io", true);
        IncidentView incident = open(instance).getFirst();

        // when
        incidents().retry(ANNA, incident.id(), new Json("{\"a\":2}"));
        LeasedTask third = driver.lease().getFirst();

        // then
        assertThat(incident.code()).isEqualTo("task_failed");
        assertThat(third.attempt().number()).isEqualTo(3);
        assertThat(JsonValues.object(((Payload.Inline) third.inputs()).json())).isEqualTo(Map.of("a", 2));
        assertThat(open(instance)).isEmpty();
        driver.succeed(third, Map.of());
        assertThat(driver.state(instance)).isEqualTo("completed");
    }

    @Test
    void shouldCancelTheInstanceWhenAPersonGivesUp() {
        // given
        InstanceView instance = driver.start("test.single", Map.of());
        LeasedTask task = driver.lease().getFirst();
        driver.fail(task, "broken", false);

        // when
        incidents().giveUp(ANNA, open(instance).getFirst().id(), "not worth it");

        // then
        assertThat(driver.status(task)).isEqualTo("failed");
        assertThat(driver.state(instance)).isEqualTo("cancelled");
        assertThat(open(instance)).isEmpty();
    }

    @Test
    void shouldRefuseToResolveAnIncidentTwice() {
        // given
        InstanceView instance = driver.start("test.single", Map.of());
        driver.fail(driver.lease().getFirst(), "broken", false);
        String incident = open(instance).getFirst().id();
        incidents().retry(ANNA, incident, null);

        // when / then
        assertThatThrownBy(() -> incidents().retry(ANNA, incident, null))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("retried");
    }

    @Test
    void shouldMakeAnIncidentOfInputsThatCannotBeEvaluated() {
        // given / when
        InstanceView instance = driver.start("test.mapped", Map.of("name", "Ada"));

        // then
        assertThat(open(instance)).singleElement().satisfies(incident -> {
            assertThat(incident.code()).isEqualTo("inputs_not_evaluated");
            assertThat(incident.message()).contains("one").contains("a + b");
        });
        assertThat(driver.lease()).isEmpty();
    }

    @Test
    void shouldOpenAnIncidentWhenCompensationIsRequiredAndNothingCanBeUndone() {
        // given
        InstanceView instance = driver.start("test.single", Map.of());
        LeasedTask task = driver.lease().getFirst();

        // when
        Applied applied = driver.deliver(
                outcome(task.attempt(), new Result.CompensateRequired(new TaskError("undo", "half done", false))));

        // then
        assertThat(applied).isInstanceOf(Applied.Accepted.class);
        assertThat(open(instance)).extracting(IncidentView::code).containsExactly("compensation_required");
    }

    @Test
    void shouldReadOutputsThatTravelledAsAClaimCheck() {
        // given
        InstanceView instance = driver.start("test.single", Map.of());
        LeasedTask task = driver.lease().getFirst();
        byte[] outputs = "{\"big\":\"value\"}".getBytes(StandardCharsets.UTF_8);
        var ref = driver.registry.artifacts.put("outputs/1.json", outputs);

        // when
        driver.deliver(outcome(task.attempt(), new Result.Succeeded(new Payload.ClaimCheck(ref), List.of())));

        // then
        assertThat(ref.sha256()).isEqualTo(Sha256.hexOf(outputs));
        assertThat(driver.variables(instance)).containsEntry("big", "value");
    }

    @Test
    void shouldApplyTheGoodOnesOfABatchWithOneThatCannotBeApplied() {
        // given
        InstanceView good = driver.start("test.single", Map.of());
        InstanceView bad = driver.start("test.error", Map.of());
        List<LeasedTask> tasks = driver.lease();
        List<OutcomeMessage> batch = new ArrayList<>();
        for (LeasedTask task : tasks) {
            boolean isGood = good.id().equals(task.context().tags().get("instance"));
            batch.add(new OutcomeMessage(
                    isGood ? "good" : "bad",
                    outcome(
                            task.attempt(),
                            new Result.Succeeded(new Payload.Inline(new Json(isGood ? "{}" : "[1]")), List.of()))));
        }

        // when
        List<Applied> answers = driver.kernel.services().outcomes().apply(batch);
        List<Applied> later = IntStream.range(0, 2)
                .mapToObj(i -> driver.kernel.services().outcomes().apply(batch).stream())
                .flatMap(answer -> answer)
                .filter(answer -> answer.messageId().equals("bad"))
                .toList();

        // then
        assertThat(answers)
                .filteredOn(answer -> answer.messageId().equals("good"))
                .hasOnlyElementsOfType(Applied.Accepted.class);
        assertThat(answers)
                .filteredOn(answer -> answer.messageId().equals("bad"))
                .hasOnlyElementsOfType(Applied.Deferred.class);
        assertThat(later.getLast()).isInstanceOf(Applied.Parked.class);
        assertThat(driver.state(good)).isEqualTo("completed");
        assertThat(open(bad)).extracting(IncidentView::code).containsExactly("outcome_not_applied");
    }

    @Test
    void shouldJoinOnceWhenTwoHostsApplyTheTurnsOfOneLoop() throws Exception {
        // given
        List<Integer> items = IntStream.range(0, 40).boxed().toList();
        InstanceView instance = driver.start("test.loop", Map.of("items", items));
        List<LeasedTask> turns = driver.lease();

        // when
        try (KernelDriver other = driver.secondHost();
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<List<Applied>>> work = new ArrayList<>();
            for (int from = 0; from < turns.size(); from += 5) {
                List<OutcomeMessage> batch = turns.subList(from, from + 5).stream()
                        .map(task -> new OutcomeMessage("m", success(task.attempt(), Map.of("ok", true))))
                        .toList();
                KernelDriver host = from % 10 == 0 ? driver : other;
                work.add(() -> host.kernel.services().outcomes().apply(batch));
                work.add(() -> (host == driver ? other : driver)
                        .kernel
                        .services()
                        .outcomes()
                        .apply(batch));
            }
            for (Future<List<Applied>> answer : threads.invokeAll(work)) {
                assertThat(answer.get())
                        .allMatch(
                                applied -> applied instanceof Applied.Accepted || applied instanceof Applied.Duplicate);
            }
        }

        // then
        assertThat(driver.lease())
                .singleElement()
                .satisfies(after -> assertThat(after.context().tags()).containsEntry("element", "after"));
        assertThat((List<?>) driver.variables(instance).get("results"))
                .hasSize(40)
                .doesNotContainNull();
    }

    private static Observation silent(LeasedTask task) {
        return new Observation.Alive(
                task.attempt().taskId().value(), task.attempt().token(), Instant.EPOCH);
    }

    private static Incidents incidents() {
        return driver.kernel.services().incidents();
    }

    private static List<IncidentView> open(InstanceView instance) {
        return incidents().list(new IncidentQuery("default", "open", instance.id(), 100));
    }
}
