package dev.trellis.host.kernel;

import static dev.trellis.host.testkit.KernelDriver.ANNA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Priority;
import dev.trellis.contract.task.SubmissionKeys;
import dev.trellis.contract.task.TaskId;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.dataclass.Labels;
import dev.trellis.host.db.Locks;
import dev.trellis.host.instance.InstanceQuery;
import dev.trellis.host.instance.InstanceState;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.instance.StartCommand;
import dev.trellis.host.instance.UnitOf;
import dev.trellis.host.testkit.Eventually;
import dev.trellis.host.testkit.KernelDriver;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What comes between a task that is a process and the end of its instance. */
final class UnitTroubleIT {
    private static final String ENTRY = """
            {"kind": "tde", "name": "test.risky", "version": "1.0.0", "adapter": "process", "ref": "unit.inner@^1",
             "effect": "idempotent"}""";
    private static KernelDriver driver;

    @BeforeAll
    static void open() {
        driver = KernelDriver.fresh();
        driver.registry.entry(ENTRY);
        driver.registry.process("test.error", "1.0.0", "error.bpmn");
        driver.registry.processFrom("single.bpmn", "unit.inner", "test.one", "unit.step");
        driver.registry.taskType("unit.step");
        driver.registry.taskType("test.fallback");
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    @AfterEach
    void clear() {
        driver.kernel.database().run(handle -> handle.execute("delete from unit_process where error = 'broken'"));
        var instances = driver.kernel.services().instances();
        for (InstanceView each : instances.list(new InstanceQuery("default", InstanceState.RUNNING, null, null, 100))) {
            try {
                instances.cancel(ANNA, each.id(), "the test is over");
            } catch (RefusedException gone) {
                assertThat(gone).hasMessageContaining("already");
            }
        }
    }

    @Test
    void shouldAcknowledgeTheCancellationOnlyWhenTheInstanceHasEnded() {
        // given
        InstanceView caller = driver.start("test.error", Map.of());
        String child = child(step());
        Attempt attempt = attempt(caller);

        // when
        boolean whileItRuns = driver.kernel.database().write(handle -> {
            Locks.instances(handle, List.of(child));
            driver.kernel.services().instances().cancel(ANNA, caller.id(), "not wanted");
            Eventually.get(() -> hasTombstone(attempt), written -> written);
            return acknowledged(attempt);
        });
        Eventually.get(() -> acknowledged(attempt), known -> known);

        // then
        assertThat(whileItRuns).isFalse();
        assertThat(state(child)).isEqualTo("cancelled");
    }

    @Test
    void shouldStartNothingForATaskThatWasCancelledBeforeItsTurn() {
        // given
        InstanceView caller = driver.start("test.error", Map.of());
        Attempt attempt = attempt(caller);
        driver.kernel.services().instances().cancel(ANNA, caller.id(), "not wanted");
        UnitOf unit = new UnitOf(attempt, 1, Priority.NORMAL, Labels.NONE);
        StartCommand late = command(unit.key()).executing(unit);

        // when / then
        assertThatThrownBy(() -> driver.kernel.services().instances().start(late))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("not under way");
        assertThat(driver.kernel
                        .services()
                        .instances()
                        .list(new InstanceQuery("default", InstanceState.RUNNING, "unit.inner", null, 10)))
                .isEmpty();
    }

    @Test
    void shouldHandInAnEndBehindMoreThanOneTurnOfThoseThatCannotBe() {
        // given
        InstanceView broken = driver.start("test.error", Map.of());
        String first = child(step());
        driver.kernel.services().instances().cancel(ANNA, broken.id(), "its end is copied");
        Eventually.get(() -> state(first), "cancelled"::equals);
        driver.kernel.database().run(handle -> {
            handle.execute(
                    "insert into instance (id, root_id, process, version, tenant, state, submitter, lock, variables,"
                            + " ended_at) select '0000' || n, '0000' || n, process, version, tenant, state, submitter, lock, '{}',"
                            + " ended_at from instance, generate_series(100, 220) as n where id = ?",
                    first);
            handle.execute(
                    "insert into unit_process (child_id, task_id, attempt, attempt_token, depth, priority, error)"
                            + " select '0000' || n, task_id, attempt, attempt_token, depth, priority, 'broken' from unit_process,"
                            + " generate_series(100, 220) as n where child_id = ?",
                    first);
        });
        InstanceView caller = driver.start("test.error", Map.of());

        // when
        driver.succeed(step(), Map.of());
        String state = Eventually.get(
                () -> {
                    driver.kernel.sweep();
                    return driver.state(caller);
                },
                "completed"::equals);

        // then
        assertThat(state).isEqualTo("completed");
    }

    @Test
    void shouldTakeAnotherAttemptWhenSomebodyElseHasItsKey() {
        // given
        InstanceView foreign = driver.start("unit.inner", Map.of());
        LeasedTask foreignStep = step();
        InstanceView caller = driver.start("test.error", Map.of());
        String key = new UnitOf(attempt(caller), 1, Priority.NORMAL, Labels.NONE).key();
        driver.kernel
                .database()
                .run(handle ->
                        handle.execute("update instance set idempotency_key = ? where id = ?", key, foreign.id()));

        // when
        LeasedTask step = step();
        driver.succeed(foreignStep, Map.of());
        Eventually.get(() -> driver.tasks(caller).getFirst().status().status(), "running"::equals);

        // then
        assertThat(child(step)).isNotEqualTo(foreign.id());
        assertThat(attempt(caller).number()).isEqualTo(2);
    }

    @Test
    void shouldRefuseASubmissionWithTheKeyOfAnAttempt() {
        // when / then
        assertThatThrownBy(() -> driver.kernel.services().instances().start(command("task/some/1")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("idempotency_key");
    }

    @Test
    void shouldHideInAFailureWhatIsClassifiedInTheInstanceAlone() {
        // given
        InstanceView caller = driver.start("test.error", Map.of("name", "Lovelace"));
        LeasedTask step = step();
        driver.kernel
                .database()
                .run(handle -> handle.execute(
                        "insert into variable_label (instance_id, name, classes) values (?, 'name', array['pii'])",
                        child(step)));

        // when
        driver.fail(step, "stock.empty", "Lovelace has none");
        Eventually.get(() -> driver.tasks(caller).getFirst().status().status(), "failed"::equals);

        // then
        assertThat(text("select outcome from task where instance_id = ? and element = 'risky'", caller.id()))
                .contains("[pii] has none")
                .doesNotContain("Lovelace");
    }

    private static StartCommand command(String key) {
        return new StartCommand(ANNA, "unit.inner", "^1", Json.EMPTY_OBJECT, new SubmissionKeys(key, null), null);
    }

    /** Has the task of the caller begun, and takes that of its process. */
    private static LeasedTask step() {
        return Eventually.get(driver::lease, tasks -> !tasks.isEmpty()).getFirst();
    }

    private static String child(LeasedTask step) {
        return step.context().tags().getOrDefault("instance", "");
    }

    private static String state(String instanceId) {
        return text("select state from instance where id = ?", instanceId);
    }

    private static boolean acknowledged(Attempt attempt) {
        return driver.kernel.tombstones().acknowledged(attempt.taskId().value());
    }

    private static boolean hasTombstone(Attempt attempt) {
        return text(
                        "select (count(tombstone_at) = 1)::text from cancellation where task_id = ?",
                        attempt.taskId().value())
                .equals("true");
    }

    private static Attempt attempt(InstanceView caller) {
        String id = driver.tasks(caller).getFirst().id();
        return new Attempt(
                new TaskId(id),
                Integer.parseInt(text("select attempt::text from task where id = ?", id)),
                text("select attempt_token from task where id = ?", id));
    }

    private static String text(String query, String id) {
        return driver.kernel
                .database()
                .read(handle -> handle.select(query, id).mapTo(String.class).one());
    }
}
