package dev.trellis.host.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.task.Payload;
import dev.trellis.host.incident.IncidentQuery;
import dev.trellis.host.incident.IncidentView;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.task.TaskDetail;
import dev.trellis.host.testkit.KernelDriver;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Classes of data, from what produces it to what may see it. */
final class DataClassesIT {
    private static final Map<String, Object> PERSON =
            Map.of("person", "Ada Lovelace", "city", "London", "people", List.of("Ada Lovelace", "Alan Turing"));

    private static KernelDriver driver;

    @BeforeAll
    static void open() {
        driver = KernelDriver.fresh();
        driver.registry.process("test.classified", "1.0.0", "classified.bpmn");
        driver.registry.process("test.caller", "1.0.0", "caller.bpmn", Map.of("order", "pii"));
        driver.registry.process("test.called", "1.0.0", "called.bpmn");
        driver.registry.entry("""
                {"kind":"policy","name":"people","version":"1.0.0","task_types":["test.*"],
                 "guard_rails":{"data":{"see":["internal","pii"],"handles":[]}}}""");
        driver.registry.entry("""
                {"kind":"policy","name":"letters","version":"1.0.0","task_types":["other.blind"],
                 "guard_rails":{"data":{"see":["internal"],"handles":["pii"]}}}""");
        type("test.source", "[\"pii\"]", """
                {"properties":{"person":{"x-data-class":"pii"},"people":{"x-data-class":"pii"},
                               "city":{"x-data-class":"public"}}}""");
        type("test.cleared", "[\"pii\"]", "{}");
        type("test.each", "[\"pii\"]", "{}");
        type("test.uncleared", "[]", "{}");
        type("other.blind", "[]", "{}");
        type("test.inside", "[]", "{}");
        type("test.after", "[\"pii\"]", "{}");
    }

    private static void type(String name, String classes, String outputSchema) {
        driver.registry.entry("{\"kind\":\"tde\",\"name\":\"%s\",\"version\":\"1.0.0\",\"adapter\":\"python\","
                        .formatted(name)
                + "\"ref\":\"inline:\",\"effect\":\"idempotent\",\"data_classes\":" + classes + ",\"output_schema\":"
                + outputSchema + "}");
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
    void shouldCarryTheClassOfAnOutputThroughAnExpressionToTheRequest() {
        // given
        driver.start("test.classified", Map.of("sink", "test.cleared"));
        driver.succeed(only(driver.lease()), PERSON);

        // when
        LeasedTask sink = only(driver.lease());

        // then
        assertThat(sink.context().dataClasses()).containsExactly("public", "pii");
        assertThat(inputs(sink)).isEqualTo(Map.of("text", "Dear Ada Lovelace", "plain", "London"));
    }

    @Test
    void shouldMakeAnIncidentInPlaceOfATaskWhoseTypeIsNotCleared() {
        // given
        InstanceView instance = driver.start("test.classified", Map.of("sink", "test.uncleared"));

        // when
        driver.succeed(only(driver.lease()), PERSON);

        // then
        assertThat(driver.lease()).isEmpty();
        assertThat(incidents(instance)).singleElement().satisfies(incident -> {
            assertThat(incident.code()).isEqualTo("data_class.uncleared");
            assertThat(incident.message())
                    .contains("pii")
                    .contains("test.uncleared 1.0.0")
                    .doesNotContain("Ada");
        });
    }

    @Test
    void shouldGiveAHandleInPlaceOfAValueAndTakeTheValueBackWhereItIsHandedOn() {
        // given
        InstanceView instance = driver.start("test.classified", Map.of("sink", "other.blind"));
        driver.succeed(only(driver.lease()), PERSON);

        // when
        LeasedTask sink = only(driver.lease());
        String handle = String.valueOf(inputs(sink).get("text"));
        driver.succeed(sink, Map.of("text", handle));
        List<LeasedTask> each = driver.lease();
        each.forEach(task -> driver.succeed(task, Map.of()));

        // then
        assertThat(handle).startsWith("trellis-handle:").doesNotContain("Ada");
        assertThat(sink.context().dataClasses()).containsExactly("public");
        assertThat(driver.variables(instance)).containsEntry("answer", "[pii]");
        assertThat(revealed(instance)).containsEntry("answer", "Dear Ada Lovelace");
    }

    @Test
    void shouldNotRevealTheHandleOfAnotherCallTree() {
        // given
        driver.start("test.classified", Map.of("sink", "other.blind"));
        driver.succeed(only(driver.lease()), PERSON);
        String foreign = String.valueOf(inputs(only(driver.lease())).get("text"));
        InstanceView instance = driver.start("test.classified", Map.of("sink", "test.cleared"));

        // when
        driver.succeed(only(driver.lease()), Map.of("person", foreign, "people", List.of()));

        // then
        assertThat(revealed(instance)).containsEntry("person", foreign);
    }

    @Test
    void shouldGiveTheElementOfALoopTheClassOfItsCollection() {
        // given
        driver.start("test.classified", Map.of("sink", "test.cleared"));
        driver.succeed(only(driver.lease()), PERSON);
        driver.succeed(only(driver.lease()), Map.of("text", "x"));

        // when
        List<LeasedTask> each = driver.lease();

        // then
        assertThat(each).hasSize(2).allSatisfy(task -> assertThat(task.context().dataClasses())
                .containsExactly("pii"));
    }

    @Test
    void shouldCarryDeclaredClassesIntoACalledInstance() {
        // given
        InstanceView instance = driver.start("test.caller", Map.of("order", "Ada Lovelace"));

        // when / then
        assertThat(driver.lease()).isEmpty();
        assertThat(driver.kernel.services().incidents().list(new IncidentQuery("default", "open", null, 10)))
                .anySatisfy(incident -> assertThat(incident.message()).contains("test.inside 1.0.0"));
        assertThat(driver.variables(instance)).containsEntry("order", "[pii]");
    }

    @Test
    void shouldShowMarksInPlaceOfClassifiedValuesUnlessSomebodyAsks() {
        // given
        InstanceView instance = driver.start("test.classified", Map.of("sink", "test.cleared"));
        driver.succeed(only(driver.lease()), PERSON);
        LeasedTask sink = only(driver.lease());

        // when
        driver.fail(sink, "no_such_address", false);
        TaskDetail detail = detail(sink);

        // then
        assertThat(driver.variables(instance))
                .containsEntry("person", "[pii]")
                .containsEntry("people", "[pii]")
                .containsEntry("city", "London");
        assertThat(detail.inputs().text()).contains("[pii]").contains("London").doesNotContain("Ada");
        assertThat(revealed(instance)).containsEntry("person", "Ada Lovelace");
        assertThat(driver.kernel.services().audit().read(instance.id())).anySatisfy(line -> assertThat(line.toString())
                .contains("variables.revealed")
                .contains("anna"));
    }

    @Test
    void shouldTakeClassifiedInputsOutOfTheMessageOfAFailure() {
        // given
        InstanceView instance = driver.start("test.classified", Map.of("sink", "test.cleared"));
        driver.succeed(only(driver.lease()), PERSON);
        LeasedTask sink = only(driver.lease());

        // when
        driver.fail(sink, "no_such_address", "cannot write to 'Dear Ada Lovelace' in London");

        // then
        assertThat(incidents(instance)).singleElement().satisfies(incident -> assertThat(incident.message())
                .contains("'[pii]' in London")
                .doesNotContain("Ada"));
    }

    private static Map<String, @Nullable Object> revealed(InstanceView instance) {
        return JsonValues.object(driver.kernel.services().instances().reveal(KernelDriver.ANNA, instance.id()));
    }

    private static TaskDetail detail(LeasedTask task) {
        return driver.kernel
                .services()
                .tasks()
                .find("default", task.attempt().taskId().value())
                .orElseThrow();
    }

    private static List<IncidentView> incidents(InstanceView instance) {
        return driver.kernel.services().incidents().list(new IncidentQuery("default", "open", instance.id(), 10));
    }

    private static Map<String, @Nullable Object> inputs(LeasedTask task) {
        return JsonValues.object(((Payload.Inline) task.inputs()).json());
    }

    private static LeasedTask only(List<LeasedTask> tasks) {
        assertThat(tasks).hasSize(1);
        return tasks.getFirst();
    }
}
