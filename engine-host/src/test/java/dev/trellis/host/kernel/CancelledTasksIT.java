package dev.trellis.host.kernel;

import static dev.trellis.host.testkit.KernelDriver.ANNA;
import static dev.trellis.host.testkit.KernelDriver.outcome;
import static dev.trellis.host.testkit.KernelDriver.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.CycleReply.Watch;
import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.engine.CycleRequest.Ask;
import dev.trellis.contract.engine.CycleRequest.Decision;
import dev.trellis.contract.engine.CycleRequest.Released;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.Observation;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.ExecutionKey;
import dev.trellis.contract.port.ExecutionStore.Claim;
import dev.trellis.contract.port.ExecutionStore.StoredOutcome;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.wire.OutcomeJson;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.outcome.Applied;
import dev.trellis.host.outcome.OutcomeMessage;
import dev.trellis.host.testkit.KernelDriver;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What schedules of the simulation found out about tasks that are cancelled while their requests are on the way. */
final class CancelledTasksIT {
    private static KernelDriver driver;

    @BeforeAll
    static void open() {
        driver = KernelDriver.fresh();
        driver.registry.process("test.single", "1.0.0", "single.bpmn");
        driver.registry.taskType("test.one");
    }

    @AfterEach
    void clear() {
        driver.clear();
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    @Test
    void shouldRefuseTheClaimWhenTheLeaseHadBeenGivenBack() {
        // given
        InstanceView instance = driver.start("test.single", Map.of());
        LeasedTask task = driver.lease().getFirst();
        var unsent = new Released(id(task), task.attempt().token(), new Decision.Defer(3600), List.of());
        var told = driver.kernel
                .services()
                .pdoCycle()
                .cycle(new CycleRequest("pdo-1", new Ask(0, 0, 0, false), List.of(), List.of(unsent), List.of(), 0));

        // when
        driver.kernel.services().instances().cancel(ANNA, instance.id(), "changed our mind");
        driver.kernel.sweep();
        Claim claim = driver.executions.claim(key(task), task.attempt(), "owner", Instant.now());

        // then
        assertThat(told.tasks()).isEmpty();
        assertThat(claim).isInstanceOf(Claim.Tombstoned.class);
    }

    @Test
    void shouldLookUpTheStoredOutcomeWhenTheTaskHadEndedUnheard() {
        // given
        InstanceView instance = driver.start("test.single", Map.of());
        LeasedTask task = driver.lease().getFirst();
        driver.confirm(task);
        var claim = driver.executions.claim(key(task), task.attempt(), "owner", Instant.now());
        Json outcome = new Json(OutcomeJson.write(success(task.attempt(), Map.of())));
        boolean stored =
                driver.executions.complete(key(task), task.attempt(), "owner", new StoredOutcome(true, outcome));

        // when
        driver.kernel.services().instances().cancel(ANNA, instance.id(), "changed our mind");
        driver.kernel.sweep();
        List<Watch> watched = driver.kernel
                .services()
                .pdoCycle()
                .cycle(new CycleRequest("pdo-1", new Ask(0, 0, 10_000, false), List.of(), List.of(), List.of(), 0))
                .watch();

        // then
        assertThat(claim).isInstanceOf(Claim.Granted.class);
        assertThat(stored).isTrue();
        assertThat(driver.kernel.tombstones().acknowledged(id(task))).isTrue();
        assertThat(watched).extracting(Watch::taskId).containsExactly(id(task));
    }

    @Test
    void shouldNoteTheLateEffectWhenATwinHadToldOfTheCancellation() {
        // given
        InstanceView instance = driver.start("test.single", Map.of());
        LeasedTask task = driver.lease().getFirst();
        driver.confirm(task);
        driver.kernel.services().instances().cancel(ANNA, instance.id(), "changed our mind");
        Result cancelled = new Result.Failed(new TaskError("cancelled", "before it began", false));

        // when
        Applied twin = driver.deliver(outcome(task.attempt(), cancelled));
        Applied owner = driver.deliver(success(task.attempt(), Map.of()));
        Applied again = driver.deliver(success(task.attempt(), Map.of()));

        // then
        assertThat(twin).isInstanceOf(Applied.Fenced.class);
        assertThat(owner).isInstanceOf(Applied.LateEffect.class);
        assertThat(again).isInstanceOf(Applied.Duplicate.class);
    }

    @Test
    void shouldNoteTheLateEffectWhenItComesInOneBatchBehindItsTwinsWord() {
        // given
        InstanceView instance = driver.start("test.single", Map.of());
        LeasedTask task = driver.lease().getFirst();
        driver.confirm(task);
        driver.kernel.services().instances().cancel(ANNA, instance.id(), "changed our mind");
        Result cancelled = new Result.Failed(new TaskError("cancelled", "before it began", false));

        // when
        List<Applied> answers = driver.kernel
                .services()
                .outcomes()
                .apply(List.of(
                        new OutcomeMessage("twin", outcome(task.attempt(), cancelled)),
                        new OutcomeMessage("owner", success(task.attempt(), Map.of())),
                        new OutcomeMessage("again", success(task.attempt(), Map.of()))));

        // then
        assertThat(answers)
                .hasExactlyElementsOfTypes(Applied.Fenced.class, Applied.LateEffect.class, Applied.Duplicate.class);
    }

    @Test
    void shouldAdvanceWhenTheResultComesInOneBatchBehindTheHandOver() {
        // given
        InstanceView instance = driver.start("test.single", Map.of());
        LeasedTask task = driver.lease().getFirst();
        driver.confirm(task);
        Result handedOver = new Result.HandedOver(
                "callback-token-of-the-test", Instant.now().plusSeconds(60));

        // when
        List<Applied> answers = driver.kernel
                .services()
                .outcomes()
                .apply(List.of(
                        new OutcomeMessage("over", outcome(task.attempt(), handedOver)),
                        new OutcomeMessage("result", success(task.attempt(), Map.of()))));

        // then
        assertThat(answers).hasExactlyElementsOfTypes(Applied.Accepted.class, Applied.Accepted.class);
        assertThat(driver.state(instance)).isEqualTo("completed");
    }

    @Test
    void shouldLookOnceMoreAfterTheOwnerWasSilent() {
        // given
        InstanceView instance = driver.start("test.single", Map.of());
        LeasedTask task = driver.lease().getFirst();
        driver.confirm(task);
        var claim = driver.executions.claim(key(task), task.attempt(), "owner", Instant.now());
        driver.kernel.services().instances().cancel(ANNA, instance.id(), "changed our mind");
        driver.kernel.sweep();
        var silent = new Observation.Stopped(id(task), task.attempt().token());

        // when
        driver.cycle("pdo-1", 0, List.of(), List.of(silent));
        boolean acknowledged = driver.kernel.tombstones().acknowledged(id(task));
        boolean once = isWatched(task);
        driver.cycle("pdo-1", 0, List.of(), List.of(silent));

        // then
        assertThat(claim).isInstanceOf(Claim.Granted.class);
        assertThat(acknowledged).isTrue();
        assertThat(once).isTrue();
        assertThat(isWatched(task)).isFalse();
    }

    private static boolean isWatched(LeasedTask task) {
        return driver.kernel.database().read(handle -> handle.createQuery(
                        "select watch_at is not null from task where id = :id")
                .bind("id", id(task))
                .mapTo(boolean.class)
                .one());
    }

    private static String id(LeasedTask task) {
        return task.attempt().taskId().value();
    }

    private static ExecutionKey key(LeasedTask task) {
        return new ExecutionKey("default", task.attempt().taskId(), Action.EXECUTE);
    }
}
