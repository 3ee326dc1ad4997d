package dev.trellis.host.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Priority;
import dev.trellis.host.incident.IncidentQuery;
import dev.trellis.host.incident.IncidentView;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.task.TaskView;
import dev.trellis.host.testkit.KernelDriver;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Priorities and whole Task Specs, as models ask for them. */
final class DemandsIT {
    private static KernelDriver driver;

    @BeforeAll
    static void open() {
        driver = KernelDriver.fresh();
        for (String name : List.of("priorities", "whole-spec")) {
            driver.registry.process("test." + name, "1.0.0", name + ".bpmn");
        }
        for (String type : List.of("each", "one")) {
            driver.registry.taskType("test." + type);
        }
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
    void shouldReadPrioritiesAsNumbersAndWords() {
        // given / when
        InstanceView instance = driver.start("test.priorities", Map.of("urgency", -1, "word", "critical"));

        // then
        assertThat(driver.tasks(instance))
                .extracting(task -> task.element() + " " + task.priority())
                .containsExactlyInAnyOrder(
                        "literal " + Priority.HIGH, "computed " + Priority.LOW, "word " + Priority.CRITICAL);
    }

    @Test
    void shouldMakeAnIncidentOfAPriorityThatIsNone() {
        // given / when
        InstanceView instance = driver.start("test.priorities", Map.of("urgency", 0, "word", "soon"));

        // then
        assertThat(incidents(instance)).singleElement().satisfies(incident -> {
            assertThat(incident.code()).isEqualTo("inputs_not_evaluated");
            assertThat(incident.message()).contains("priority").contains("soon");
        });
    }

    @Test
    void shouldReadAWholeTaskSpecFromProperties() {
        // given
        InstanceView instance = driver.start("test.whole-spec", spec(Map.of("retries", 1, "timeout_s", 60)));

        // when
        LeasedTask task = only(driver.lease());
        driver.succeed(task, Map.of("rows", 3));

        // then
        assertThat(inputs(task)).isEqualTo(Map.of("path", "in.csv"));
        assertThat(task.artifactsIn()).singleElement().satisfies(ref -> assertThat(ref.uri())
                .isEqualTo("s3://b/in.csv"));
        assertThat(task.demand().capabilities()).containsExactly("cpu=1");
        assertThat(task.limits().timeoutSeconds()).isEqualTo(60);
        assertThat(driver.tasks(instance)).extracting(TaskView::priority).containsExactly(Priority.HIGH);
        assertThat(driver.variables(instance))
                .containsEntry("outputs", Map.of("rows", 3))
                .doesNotContainKey("rows");
    }

    @Test
    void shouldMakeAnIncidentOfPropertiesThatAreNoTaskSpec() {
        // given / when
        InstanceView instance = driver.start("test.whole-spec", spec(Map.of("retries", "many")));

        // then
        assertThat(incidents(instance)).singleElement().satisfies(incident -> assertThat(incident.message())
                .contains("policy")
                .contains("retries"));
    }

    private static Map<String, Object> spec(Map<String, Object> policy) {
        return Map.of(
                "task_type",
                "test.one",
                "inputs",
                Map.of("path", "in.csv"),
                "artifacts_in",
                List.of("s3://b/in.csv"),
                "priority",
                "high",
                "capabilities",
                List.of("cpu=1"),
                "policy",
                policy);
    }

    private static List<IncidentView> incidents(InstanceView instance) {
        return driver.kernel.services().incidents().list(new IncidentQuery("default", "open", instance.id(), 10));
    }

    private static <T> T only(List<T> all) {
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static Map<String, @Nullable Object> inputs(LeasedTask task) {
        return JsonValues.object(((Payload.Inline) task.inputs()).json());
    }
}
