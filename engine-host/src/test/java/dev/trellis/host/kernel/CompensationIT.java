package dev.trellis.host.kernel;

import static dev.trellis.host.testkit.KernelDriver.ANNA;
import static dev.trellis.host.testkit.KernelDriver.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.host.incident.IncidentView;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.outcome.Applied;
import dev.trellis.host.task.TaskView;
import dev.trellis.host.testkit.KernelDriver;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** In which order tasks are undone, with which inputs, and what becomes of undos that fail. */
final class CompensationIT {
    private static Undoing saga;
    private static KernelDriver driver;

    @BeforeAll
    static void open() {
        saga = Undoing.of("saga");
        driver = saga.driver();
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    @AfterEach
    void clear() {
        saga.clear();
    }

    @Test
    void shouldUndoInReverseOrderOneAtATimeWhenAnEndEventThrowsCompensation() {
        // given
        InstanceView instance = atShip();

        // when
        driver.fail(saga.only(), "no.carrier", false);
        LeasedTask refund = saga.only();
        driver.succeed(refund, Map.of());
        LeasedTask cancel = saga.only();
        String before = saga.compensation(instance);
        driver.succeed(cancel, Map.of("note", "sorry", "noise", 1));

        // then
        assertThat(Undoing.element(refund)).isEqualTo("refund");
        assertThat(Undoing.inputs(refund)).containsEntry("payment", "p1").containsEntry("customer", "ada");
        assertThat(Undoing.element(cancel)).isEqualTo("cancel_booking");
        assertThat(Undoing.inputs(cancel)).isEqualTo(Map.of("booking", "b1", "customer", "ada", "was", "booked"));
        assertThat(before).isEqualTo("compensating");
        assertThat(driver.state(instance)).isEqualTo("completed");
        assertThat(saga.compensation(instance)).isEqualTo("compensated");
        assertThat(driver.variables(instance)).containsEntry("note", "sorry").doesNotContainKey("noise");
        assertThat(driver.tasks(instance))
                .extracting(TaskView::element, TaskView::undo)
                .contains(tuple("book", "compensated"), tuple("pay", "compensated"), tuple("ship", null));
        assertThat(saga.kinds(instance))
                .containsSubsequence("compensation.started", "task.compensated", "compensation.done");
    }

    @Test
    void shouldUndoNothingWhenAllGoesWell() {
        // given
        InstanceView instance = atShip();

        // when
        driver.succeed(saga.only(), Map.of());

        // then
        assertThat(driver.state(instance)).isEqualTo("completed");
        assertThat(saga.compensation(instance)).isNull();
        assertThat(driver.lease()).isEmpty();
    }

    @Test
    void shouldNotCountAsCompensatedWhileAnUndoFailsAndGoOnWhereItStopped() {
        // given
        InstanceView instance = atShip();
        driver.fail(saga.only(), "no.carrier", false);

        // when
        driver.fail(saga.only(), "bank.closed", false);
        String stopped = saga.compensation(instance);
        IncidentView incident = saga.open(instance).getFirst();
        List<LeasedTask> meanwhile = driver.lease();
        driver.kernel.services().incidents().retry(ANNA, incident.id(), null);
        LeasedTask again = saga.only();
        driver.succeed(again, Map.of());
        LeasedTask cancel = saga.only();
        driver.succeed(cancel, Map.of("note", ""));

        // then
        assertThat(stopped).isEqualTo("compensating");
        assertThat(incident.code()).isEqualTo("task_failed");
        assertThat(meanwhile).isEmpty();
        assertThat(Undoing.element(again)).isEqualTo("refund");
        assertThat(Undoing.element(cancel)).isEqualTo("cancel_booking");
        assertThat(saga.compensation(instance)).isEqualTo("compensated");
    }

    @Test
    void shouldNeverCountAsCompensatedWhenAnUndoIsGivenUp() {
        // given
        InstanceView instance = atShip();
        driver.fail(saga.only(), "no.carrier", false);
        driver.fail(saga.only(), "bank.closed", false);

        // when
        driver.kernel
                .services()
                .incidents()
                .giveUp(ANNA, saga.open(instance).getFirst().id(), "written off");

        // then
        assertThat(saga.compensation(instance)).isEqualTo("failed");
        assertThat(driver.state(instance)).isEqualTo("cancelled");
        assertThat(driver.lease()).isEmpty();
    }

    @Test
    void shouldFinishTheUndoingWhenTheInstanceIsCancelledMeanwhile() {
        // given
        InstanceView instance = atShip();
        driver.fail(saga.only(), "no.carrier", false);
        LeasedTask refund = saga.only();

        // when
        driver.kernel.services().instances().cancel(ANNA, instance.id(), "enough");
        driver.succeed(refund, Map.of());
        LeasedTask cancel = saga.only();
        driver.succeed(cancel, Map.of());

        // then
        assertThat(Undoing.element(cancel)).isEqualTo("cancel_booking");
        assertThat(driver.state(instance)).isEqualTo("cancelled");
        assertThat(saga.compensation(instance)).isEqualTo("compensated");
        assertThat(driver.lease()).isEmpty();
    }

    @Test
    void shouldUndoALateEffectOnceWhenTheInstanceWasCancelled() {
        // given
        InstanceView instance = driver.start("test.saga", Map.of("customer", "ada", "stage", "booked"));
        LeasedTask book = saga.only();
        driver.kernel.services().instances().cancel(ANNA, instance.id(), "changed my mind");

        // when
        driver.deliver(success(book.attempt(), Map.of("booking", "b9")));
        Applied again = driver.deliver(success(book.attempt(), Map.of("booking", "b9")));
        LeasedTask undo = saga.only();
        driver.succeed(undo, Map.of());

        // then
        assertThat(again).isInstanceOf(Applied.Duplicate.class);
        assertThat(Undoing.inputs(undo)).isEqualTo(Map.of("booking", "b9", "customer", "ada", "was", "booked"));
        assertThat(saga.compensation(instance)).isEqualTo("compensated");
        assertThat(driver.lease()).isEmpty();
    }

    private static InstanceView atShip() {
        InstanceView instance = driver.start("test.saga", Map.of("customer", "ada", "stage", "booked"));
        driver.succeed(saga.only(), Map.of("booking", "b1"));
        driver.succeed(saga.only(), Map.of("payment", "p1", "stage", "paid"));
        return instance;
    }
}
