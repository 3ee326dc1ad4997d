package dev.trellis.host.kernel;

import static dev.trellis.host.testkit.KernelDriver.ANNA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.task.SubmissionKeys;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.db.Locks;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.testkit.Eventually;
import dev.trellis.host.testkit.KernelDriver;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A timer that throws compensation takes its turn with the outcomes of its call tree, and each effect has its own key. */
final class UndoTurnsIT {
    private static final String KEPT = """
            {"kind": "tde", "name": "test.kept.guest", "version": "1.0.0", "adapter": "python", "ref": "inline:",
             "effect": "keyed", "output_schema": {"type": "object", "required": ["key"]},
             "compensating_task_type": "test.registered.undo"}""";
    private static Undoing undoing;
    private static KernelDriver driver;

    @BeforeAll
    static void open() {
        undoing = Undoing.of("undo-timer");
        driver = undoing.driver();
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    @AfterEach
    void clear() {
        undoing.clear();
    }

    @Test
    void shouldWaitForThoseWhoApplyOutcomesWhenATimerThrowsCompensation() {
        // given
        InstanceView instance = driver.start("test.undo-timer", Map.of());
        driver.succeed(undoing.only(), Map.of("room", 12));
        LeasedTask guest = undoing.only();

        // when
        List<LeasedTask> meanwhile;
        try (Handle applying = Jdbi.open(driver.dataSource)) {
            applying.begin();
            Locks.instances(applying, List.of(instance.rootId()));
            fireTimers(instance);
            Eventually.get(UndoTurnsIT::somebodyWaits, waits -> waits);
            meanwhile = driver.lease();
            applying.commit();
        }
        LeasedTask undo =
                Eventually.get(driver::lease, tasks -> !tasks.isEmpty()).getFirst();
        driver.succeed(undo, Map.of());
        driver.succeed(guest, Map.of());

        // then
        assertThat(meanwhile).isEmpty();
        assertThat(undo.demand().taskType()).isEqualTo("test.registered.undo");
        assertThat(driver.state(instance)).isEqualTo("completed");
        assertThat(undoing.compensation(instance)).isEqualTo("compensated");
    }

    @Test
    void shouldGiveEachTaskAndItsUndoAKeyOfTheirOwnWhenTheSubmitterGaveOne() {
        // given
        InstanceView instance = driver.start("test.undo-timer", Map.of(), new SubmissionKeys("o-17", null));
        LeasedTask room = undoing.only();
        driver.succeed(room, Map.of("room", 12));
        LeasedTask guest = undoing.only();

        // when
        fireTimers(instance);
        LeasedTask undo =
                Eventually.get(driver::lease, tasks -> !tasks.isEmpty()).getFirst();

        // then
        assertThat(List.of(room, guest, undo))
                .extracting(task -> task.context().idempotencyKey())
                .allMatch(key -> key != null && key.startsWith("o-17/"))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldRefuseAnotherAttemptOfWhatIsUndone() {
        // given
        driver.registry.entry(KEPT);
        driver.registry.processFrom("undo-timer.bpmn", "test.kept", "test.plain", "test.kept.guest");
        InstanceView instance = driver.start("test.kept", Map.of());
        driver.succeed(undoing.only(), Map.of("room", 12));
        driver.succeed(undoing.only(), Map.of("guest", "ada"));
        String incident = undoing.open(instance).getFirst().id();
        fireTimers(instance);
        LeasedTask undo =
                Eventually.get(driver::lease, tasks -> !tasks.isEmpty()).getFirst();

        // when / then
        var incidents = driver.kernel.services().incidents();
        assertThat(Undoing.inputs(undo)).containsEntry("guest", "ada");
        assertThatThrownBy(() -> incidents.retry(ANNA, incident, null))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("give it up");
        incidents.giveUp(ANNA, incident, "undone");
        assertThat(driver.state(instance)).isEqualTo("cancelled");
    }

    private static void fireTimers(InstanceView instance) {
        driver.kernel.database().run(handle -> handle.createUpdate(
                        "update act_ru_timer_job set duedate_ = create_time_ where process_instance_id_ = :id")
                .bind("id", instance.id())
                .execute());
    }

    private static boolean somebodyWaits() {
        return driver.kernel.database().read(handle -> handle.createQuery(
                        "select exists (select 1 from pg_locks where locktype = 'advisory' and not granted"
                                + " and database = (select oid from pg_database where datname = current_database()))")
                .mapTo(Boolean.class)
                .one());
    }
}
