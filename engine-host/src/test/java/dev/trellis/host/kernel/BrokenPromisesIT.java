package dev.trellis.host.kernel;

import static dev.trellis.host.testkit.KernelDriver.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.host.incident.IncidentView;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.testkit.KernelDriver;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A task whose outputs broke their promise has failed, and what it did is undone all the same. */
final class BrokenPromisesIT {
    private static final String SHIP = """
            {"kind": "tde", "name": "test.ship", "version": "%s", "adapter": "python", "ref": "ship.py", "effect": "%s",
             "output_schema": {"type": "object", "required": ["parcel"]}, "compensating_task_type": "test.registered.undo"}""";
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
    void shouldUndoTheBrokenOneFirstWithWhatItGaveWhenTheModelCompensates() {
        // given
        driver.registry.entry(SHIP.formatted("2.0.0", "keyed"));
        InstanceView instance = atShip();

        // when
        driver.succeed(saga.only(), Map.of("box", "b7"));
        LeasedTask first = saga.only();
        driver.succeed(first, Map.of());
        List<String> then = saga.rest(Map.of("note", ""));

        // then
        assertThat(first.demand().taskType()).isEqualTo("test.registered.undo");
        assertThat(Undoing.inputs(first)).containsEntry("box", "b7").containsEntry("customer", "ada");
        assertThat(then).containsExactly("refund execute", "cancel_booking execute");
        assertThat(driver.variables(instance)).doesNotContainKey("box");
        assertThat(saga.compensation(instance)).isEqualTo("compensated");
    }

    @Test
    void shouldUndoNothingOfATaskWithoutEffect() {
        // given
        driver.registry.entry(SHIP.formatted("2.1.0", "pure"));
        InstanceView instance = atShip();

        // when
        driver.succeed(saga.only(), Map.of("box", "b7"));
        List<String> undone = saga.rest(Map.of("note", ""));

        // then
        assertThat(undone).containsExactly("refund execute", "cancel_booking execute");
        assertThat(saga.compensation(instance)).isEqualTo("compensated");
    }

    @Test
    void shouldFailTheSameWayWhenARetryGivesTheStoredOutputsAgain() {
        // given
        driver.registry.entry(SHIP.replace("test.ship", "test.one").formatted("2.0.0", "idempotent"));
        driver.registry.process("test.single", "1.0.0", "single.bpmn");
        InstanceView instance = driver.start("test.single", Map.of());
        driver.succeed(saga.only(), Map.of("box", "b7"));
        IncidentView incident = saga.open(instance).getFirst();

        // when
        driver.kernel.services().incidents().retry(ANNA, incident.id(), null);
        LeasedTask again = saga.only();
        driver.succeed(again, Map.of("box", "b7"));

        // then
        assertThat(again.attempt().number()).isEqualTo(2);
        assertThat(saga.open(instance)).singleElement().satisfies(same -> assertThat(same.message())
                .contains("outputs_invalid"));
    }

    /** An instance that has booked and paid. */
    private static InstanceView atShip() {
        InstanceView instance = driver.start("test.saga", Map.of("customer", "ada", "stage", "booked"));
        driver.succeed(saga.only(), Map.of("booking", "b1"));
        driver.succeed(saga.only(), Map.of("payment", "p1"));
        return instance;
    }
}
