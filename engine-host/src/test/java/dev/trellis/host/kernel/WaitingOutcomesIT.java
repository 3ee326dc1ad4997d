package dev.trellis.host.kernel;

import static dev.trellis.host.testkit.KernelDriver.ANNA;
import static dev.trellis.host.testkit.KernelDriver.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.CycleReply.Watch;
import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.engine.CycleRequest.Ask;
import dev.trellis.contract.engine.CycleRequest.Decision;
import dev.trellis.contract.engine.CycleRequest.Released;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.host.incident.IncidentQuery;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.outcome.Applied;
import dev.trellis.host.testkit.KernelDriver;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Outcomes that wait for a person, whose word is not followed up to its end. */
final class WaitingOutcomesIT {
    private static KernelDriver driver;

    @BeforeAll
    static void open() {
        driver = KernelDriver.fresh();
        driver.registry.process("test.mapped", "1.0.0", "mapped.bpmn");
        driver.registry.taskType("test.one");
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    @Test
    void shouldLookUpTheTaskWhenItsWaitingOutcomeWasNotApplied() {
        // given
        InstanceView instance = driver.start("test.mapped", Map.of("name", "Ada", "a", 1, "b", 2, "files", List.of()));
        LeasedTask task = driver.lease().getFirst();
        String id = task.attempt().taskId().value();
        var parked =
                new Released(id, task.attempt().token(), new Decision.Park("queue.missing", "no queue"), List.of());
        var told = cycle(new Ask(0, 0, 0, false), List.of(parked));
        Applied held = driver.deliver(success(task.attempt(), Map.of("not_text", 1)));
        String incident = driver.kernel
                .services()
                .incidents()
                .list(new IncidentQuery("default", "open", instance.id(), 10))
                .getFirst()
                .id();

        // when
        driver.kernel.services().incidents().retry(ANNA, incident, null);
        List<Watch> watched = cycle(new Ask(0, 0, 15_000, false), List.of());

        // then
        assertThat(told).isEmpty();
        assertThat(held).isInstanceOf(Applied.Held.class);
        assertThat(driver.status(task)).isEqualTo("queued");
        assertThat(watched).extracting(Watch::taskId).containsExactly(id);
    }

    private static List<Watch> cycle(Ask ask, List<Released> released) {
        return driver.kernel
                .services()
                .pdoCycle()
                .cycle(new CycleRequest("pdo-1", ask, List.of(), released, List.of(), 0))
                .watch();
    }
}
