package dev.trellis.host.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.task.Payload;
import dev.trellis.host.incident.IncidentQuery;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.testkit.KernelDriver;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Classes of data, from a task that is undone to what undoes it. */
final class ClassifiedUndosIT {
    private static final Map<String, Object> DONE = Map.of("card", "4711", "city", "London");

    private static KernelDriver driver;

    @BeforeAll
    static void open() {
        driver = KernelDriver.fresh();
        driver.registry.process("test.undo-classified", "1.0.0", "undo-classified.bpmn", Map.of("customer", "pii"));
        driver.registry.entry("""
                {"kind":"policy","name":"people","version":"1.0.0","task_types":["test.*"],
                 "guard_rails":{"data":{"see":["internal","confidential","pii"],"handles":[]}}}""");
        driver.registry.entry("""
                {"kind":"policy","name":"blind","version":"1.0.0","task_types":["other.*"],
                 "guard_rails":{"data":{"see":["internal"],"handles":["confidential","pii"]}}}""");
        String output =
                "{\"properties\":{\"card\":{\"x-data-class\":\"confidential\"},\"city\":{\"x-data-class\":\"public\"}}}";
        type("test.cleared", "[\"confidential\",\"pii\"]", output);
        type("test.uncleared", "[\"pii\"]", "{}");
        type("other.blind", "[]", "{}");
        driver.registry.taskType("test.plain");
    }

    private static void type(String name, String classes, String outputSchema) {
        driver.registry.entry(
                "{\"kind\":\"tde\",\"name\":\"" + name + "\",\"version\":\"1.0.0\",\"adapter\":\"python\","
                        + "\"ref\":\"inline:\",\"effect\":\"idempotent\",\"data_classes\":" + classes
                        + ",\"output_schema\":" + outputSchema + "}");
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    @AfterEach
    void clear() {
        driver.clear();
        driver.runToRest(task -> Map.of());
    }

    @Test
    void shouldTellAnUndoTheClassesOfWhatItGets() {
        // given
        start("test.cleared", "test.cleared");
        driver.succeed(only(), DONE);

        // when
        LeasedTask undo = only();

        // then
        assertThat(inputs(undo)).isEqualTo(Map.of("who", "Ada", "card", "4711", "city", "London"));
        assertThat(undo.context().dataClasses()).containsExactly("public", "confidential", "pii");
    }

    @Test
    void shouldMakeAnIncidentInPlaceOfAnUndoThatIsNotClearedForAnOutput() {
        // given
        InstanceView instance = start("test.cleared", "test.uncleared");

        // when
        driver.succeed(only(), DONE);

        // then
        assertThat(driver.lease()).isEmpty();
        assertThat(driver.kernel.services().incidents().list(new IncidentQuery("default", "open", instance.id(), 10)))
                .singleElement()
                .satisfies(incident -> {
                    assertThat(incident.code()).isEqualTo("data_class.uncleared");
                    assertThat(incident.message()).contains("confidential").doesNotContain("4711");
                });
    }

    @Test
    void shouldGiveAnUndoTheValueBehindAHandleOfTheTaskThatItUndoes() {
        // given
        start("other.blind", "test.cleared");
        LeasedTask blind = only();
        driver.succeed(blind, Map.of("card", String.valueOf(inputs(blind).get("customer")), "city", "London"));

        // when
        LeasedTask undo = only();

        // then
        assertThat(String.valueOf(inputs(blind).get("customer"))).startsWith("trellis-handle:");
        assertThat(inputs(undo)).isEqualTo(Map.of("who", "Ada", "card", "Ada", "city", "London"));
        assertThat(undo.context().dataClasses()).containsExactly("pii");
    }

    @Test
    void shouldGiveAnUndoHandlesAndMarkWhatItHandsOn() {
        // given
        InstanceView instance = start("test.cleared", "other.blind");
        driver.succeed(only(), DONE);
        LeasedTask undo = only();

        // when
        driver.succeed(undo, Map.of("text", String.valueOf(inputs(undo).get("card"))));

        // then
        assertThat(inputs(undo)).containsEntry("city", "London");
        assertThat(String.valueOf(inputs(undo).get("who"))).startsWith("trellis-handle:");
        assertThat(driver.variables(instance)).containsEntry("answer", "[confidential, pii]");
        assertThat(JsonValues.object(driver.kernel.services().instances().reveal(KernelDriver.ANNA, instance.id())))
                .containsEntry("answer", "4711");
    }

    private static InstanceView start(String doer, String undoer) {
        return driver.start("test.undo-classified", Map.of("customer", "Ada", "doer", doer, "undoer", undoer));
    }

    private static LeasedTask only() {
        List<LeasedTask> tasks = driver.lease();
        assertThat(tasks).hasSize(1);
        return tasks.getFirst();
    }

    private static Map<String, @Nullable Object> inputs(LeasedTask task) {
        return JsonValues.object(((Payload.Inline) task.inputs()).json());
    }
}
