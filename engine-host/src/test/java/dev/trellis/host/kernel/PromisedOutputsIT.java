package dev.trellis.host.kernel;

import static dev.trellis.host.testkit.KernelDriver.ANNA;
import static dev.trellis.host.testkit.KernelDriver.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.host.incident.IncidentQuery;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.outcome.Applied;
import dev.trellis.host.testkit.KernelDriver;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Outputs are what the registry entry promises, or the task has failed. */
final class PromisedOutputsIT {
    private static final String ENTRY = """
            {"kind": "tde", "name": "test.one", "version": "%s", "adapter": "python", "ref": "one.py", "effect": "pure",
             "input_schema": {}, "output_schema": {"type": "object", "required": ["total"],
             "properties": {"total": {"type": "integer"}, "lines": {"type": "array", "items": {"type": "string"}}}},
             "policy": {"retries": 3}}""";
    private static KernelDriver driver;

    @BeforeAll
    static void open() {
        driver = KernelDriver.fresh();
        driver.registry.process("test.single", "1.0.0", "single.bpmn");
        driver.registry.entry(ENTRY.formatted("1.0.0"));
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
    void shouldOpenAnIncidentAndSetNothingWhenOutputsBreakTheirPromise() {
        // given
        InstanceView instance = driver.start("test.single", Map.of());
        LeasedTask task = driver.lease().getFirst();

        // when
        Applied applied = driver.deliver(success(task.attempt(), Map.of("total", "12", "lines", List.of("a", 7))));

        // then
        assertThat(applied).isInstanceOf(Applied.Accepted.class);
        assertThat(driver.status(task)).isEqualTo("incident");
        assertThat(driver.variables(instance)).doesNotContainKeys("total", "lines");
        assertThat(driver.kernel.services().incidents().list(new IncidentQuery(ANNA.tenant(), null, instance.id(), 10)))
                .singleElement()
                .satisfies(incident -> assertThat(incident.message())
                        .contains("outputs_invalid", "output_schema", "$.total", "$.lines[1]"));
    }

    @Test
    void shouldGoOnWhenOutputsKeepTheirPromise() {
        // given
        InstanceView instance = driver.start("test.single", Map.of());
        LeasedTask task = driver.lease().getFirst();

        // when
        driver.succeed(task, Map.of("total", 12, "more", "than was promised"));

        // then
        assertThat(driver.state(instance)).isEqualTo("completed");
    }

    @Test
    void shouldHoldATaskToTheVersionThatItsInstanceWasStartedWith() {
        // given
        InstanceView instance = driver.start("test.single", Map.of());
        LeasedTask task = driver.lease().getFirst();
        driver.registry.entry(ENTRY.formatted("1.1.0").replace("\"total\"", "\"sum\""));

        // when
        driver.succeed(task, Map.of("total", 12));

        // then
        assertThat(driver.state(instance)).isEqualTo("completed");
        // The other tests begin with the first promise again.
        driver.registry.entry(ENTRY.formatted("1.2.0"));
    }

    @Test
    void shouldCountALateSuccessAsAnEffectWhateverItReturns() {
        // given
        InstanceView instance = driver.start("test.single", Map.of());
        LeasedTask task = driver.lease().getFirst();
        driver.kernel.services().instances().cancel(ANNA, instance.id(), "not wanted");

        // when
        Applied applied = driver.deliver(success(task.attempt(), Map.of("total", "12")));

        // then
        assertThat(applied).isInstanceOf(Applied.LateEffect.class);
    }
}
