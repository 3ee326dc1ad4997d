package dev.trellis.host.kernel;

import static dev.trellis.host.testkit.KernelDriver.ANNA;
import static dev.trellis.host.testkit.KernelDriver.outcome;
import static dev.trellis.host.testkit.KernelDriver.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.host.audit.AuditLine;
import dev.trellis.host.incident.IncidentQuery;
import dev.trellis.host.incident.IncidentView;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.outcome.Applied;
import dev.trellis.host.task.TaskView;
import dev.trellis.host.testkit.KernelDriver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is undone, by what, with which inputs, and in which order. */
final class CompensationIT {
    private static KernelDriver driver;

    @BeforeAll
    static void open() {
        driver = KernelDriver.fresh();
        for (String name : List.of(
                "saga",
                "undo-scopes",
                "undo-inside",
                "undo-loops",
                "undo-interrupted",
                "undo-required",
                "undo-caught")) {
            driver.registry.process("test." + name, "1.0.0", name + ".bpmn");
        }
        for (String type : List.of("book", "pay", "ship", "hotel", "flight", "each", "inner", "plain", "undo")) {
            driver.registry.taskType("test." + type);
        }
        driver.registry.taskType("test.registered.undo");
        driver.registry.undoneTaskType("test.registered", "test.registered.undo");
        driver.registry.undoneTaskType("test.itself", "test.itself");
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    @AfterEach
    void clear() {
        driver.runToRest(task -> Map.of());
        driver.clear();
        driver.runToRest(task -> Map.of());
    }

    @Test
    void shouldUndoInReverseOrderOneAtATimeWhenAnEndEventThrowsCompensation() {
        // given
        InstanceView instance = atShip();

        // when
        driver.fail(only(), "no.carrier", false);
        LeasedTask refund = only();
        driver.succeed(refund, Map.of());
        LeasedTask cancel = only();
        String before = compensation(instance);
        driver.succeed(cancel, Map.of("note", "sorry", "noise", 1));

        // then
        assertThat(element(refund)).isEqualTo("refund");
        assertThat(inputs(refund)).containsEntry("payment", "p1").containsEntry("customer", "ada");
        assertThat(element(cancel)).isEqualTo("cancel_booking");
        assertThat(inputs(cancel)).isEqualTo(Map.of("booking", "b1", "customer", "ada", "was", "booked"));
        assertThat(before).isEqualTo("compensating");
        assertThat(driver.state(instance)).isEqualTo("completed");
        assertThat(compensation(instance)).isEqualTo("compensated");
        assertThat(driver.variables(instance)).containsEntry("note", "sorry").doesNotContainKey("noise");
        assertThat(driver.tasks(instance))
                .extracting(TaskView::element, TaskView::undo)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("book", "compensated"),
                        org.assertj.core.groups.Tuple.tuple("pay", "compensated"),
                        org.assertj.core.groups.Tuple.tuple("ship", null));
        assertThat(kinds(instance))
                .containsSubsequence("compensation.started", "task.compensated", "compensation.done");
    }

    @Test
    void shouldUndoNothingWhenAllGoesWell() {
        // given
        InstanceView instance = atShip();

        // when
        driver.succeed(only(), Map.of());

        // then
        assertThat(driver.state(instance)).isEqualTo("completed");
        assertThat(compensation(instance)).isNull();
        assertThat(driver.lease()).isEmpty();
    }

    @Test
    void shouldNotCountAsCompensatedWhileAnUndoFailsAndGoOnWhereItStopped() {
        // given
        InstanceView instance = atShip();
        driver.fail(only(), "no.carrier", false);

        // when
        driver.fail(only(), "bank.closed", false);
        String stopped = compensation(instance);
        IncidentView incident = open(instance).getFirst();
        List<LeasedTask> meanwhile = driver.lease();
        driver.kernel.services().incidents().retry(ANNA, incident.id(), null);
        LeasedTask again = only();
        driver.succeed(again, Map.of());
        LeasedTask cancel = only();
        driver.succeed(cancel, Map.of("note", ""));

        // then
        assertThat(stopped).isEqualTo("compensating");
        assertThat(incident.code()).isEqualTo("task_failed");
        assertThat(meanwhile).isEmpty();
        assertThat(element(again)).isEqualTo("refund");
        assertThat(element(cancel)).isEqualTo("cancel_booking");
        assertThat(compensation(instance)).isEqualTo("compensated");
    }

    @Test
    void shouldNeverCountAsCompensatedWhenAnUndoIsGivenUp() {
        // given
        InstanceView instance = atShip();
        driver.fail(only(), "no.carrier", false);
        driver.fail(only(), "bank.closed", false);

        // when
        driver.kernel
                .services()
                .incidents()
                .giveUp(ANNA, open(instance).getFirst().id(), "written off");

        // then
        assertThat(compensation(instance)).isEqualTo("failed");
        assertThat(driver.state(instance)).isEqualTo("cancelled");
        assertThat(driver.lease()).isEmpty();
    }

    @Test
    void shouldFinishTheUndoingWhenTheInstanceIsCancelledMeanwhile() {
        // given
        InstanceView instance = atShip();
        driver.fail(only(), "no.carrier", false);
        LeasedTask refund = only();

        // when
        driver.kernel.services().instances().cancel(ANNA, instance.id(), "enough");
        driver.succeed(refund, Map.of());
        LeasedTask cancel = only();
        driver.succeed(cancel, Map.of());

        // then
        assertThat(element(cancel)).isEqualTo("cancel_booking");
        assertThat(driver.state(instance)).isEqualTo("cancelled");
        assertThat(compensation(instance)).isEqualTo("compensated");
        assertThat(driver.lease()).isEmpty();
    }

    @Test
    void shouldUndoACompletedSubProcessFromOutsideByHandlersAndTheRegistry() {
        // given
        InstanceView instance = driver.start("test.undo-scopes", Map.of());

        // when
        List<String> done = rest(Map.of("id", 7));

        // then
        assertThat(done)
                .containsExactly(
                        "before execute",
                        "hotel execute",
                        "flight execute",
                        "after execute",
                        "after compensate",
                        "cancel_flight execute",
                        "cancel_hotel execute",
                        "before execute",
                        "last execute");
        assertThat(driver.state(instance)).isEqualTo("completed");
        assertThat(driver.tasks(instance).get(7).taskType()).isEqualTo("test.registered.undo");
    }

    @Test
    void shouldUndoWhatIsInsideOnlyAndOnceWhenThrownInside() {
        // given
        InstanceView instance = driver.start("test.undo-inside", Map.of());

        // when
        List<String> done = rest(Map.of());

        // then
        assertThat(done)
                .containsExactly(
                        "outside execute",
                        "hotel execute",
                        "flight execute",
                        "cancel_flight execute",
                        "cancel_hotel execute",
                        "last execute");
        assertThat(driver.state(instance)).isEqualTo("completed");
    }

    @Test
    void shouldUndoEachTurnOfALoopWithItsOwnElement() {
        // given
        InstanceView instance = driver.start("test.undo-loops", Map.of("items", List.of(1, 2, 3)));
        List<LeasedTask> turns = driver.lease();
        for (int turn : List.of(2, 0, 1)) {
            driver.succeed(turns.get(turn), Map.of());
        }
        for (int turn = 0; turn < 3; turn++) {
            driver.succeed(only(), Map.of());
        }

        // when
        List<Object> undone = new ArrayList<>();
        List<LeasedTask> undo = driver.lease();
        while (!undo.isEmpty()) {
            undone.add(element(undo.getFirst()) + inputs(undo.getFirst()).get("item"));
            driver.succeed(undo.getFirst(), Map.of());
            undo = driver.lease();
        }

        // then
        List<Object> expected = new ArrayList<>(List.of("undo_inner3", "undo_inner2", "undo_inner1"));
        List.of(1, 0, 2)
                .forEach(turn ->
                        expected.add("undo_each" + inputs(turns.get(turn)).get("item")));
        assertThat(undone).isEqualTo(expected);
        assertThat(driver.state(instance)).isEqualTo("completed");
    }

    @Test
    void shouldNotUndoASubProcessThatWasInterrupted() {
        // given
        InstanceView instance = driver.start("test.undo-interrupted", Map.of());
        driver.succeed(only(), Map.of());

        // when
        driver.fail(only(), "no.seat", false);

        // then
        assertThat(driver.state(instance)).isEqualTo("completed");
        assertThat(driver.lease()).isEmpty();
    }

    @Test
    void shouldEndTheInstanceAndUndoAllWhenATaskRequiresItAndNothingCatchesIt() {
        // given
        InstanceView instance = driver.start("test.undo-required", Map.of());
        List<LeasedTask> both = driver.lease();
        LeasedTask hotel = named("hotel", both);
        LeasedTask slow = named("slow", both);
        driver.succeed(hotel, Map.of());

        // when
        require(only());
        String state = driver.state(instance);
        LeasedTask undo = only();
        Applied late = driver.deliver(success(slow.attempt(), Map.of("late", true)));
        List<LeasedTask> meanwhile = driver.lease();
        driver.succeed(undo, Map.of());
        LeasedTask lateUndo = only();
        driver.succeed(lateUndo, Map.of());

        // then
        assertThat(state).isEqualTo("cancelled");
        assertThat(element(undo)).isEqualTo("hotel");
        assertThat(late).isInstanceOf(Applied.LateEffect.class);
        assertThat(meanwhile).isEmpty();
        assertThat(element(lateUndo)).isEqualTo("slow");
        assertThat(inputs(lateUndo)).containsEntry("late", true);
        assertThat(compensation(instance)).isEqualTo("compensated");
        assertThat(driver.lease()).isEmpty();
    }

    @Test
    void shouldUndoTheScopeThatIsLeftAndGoOnWhereTheErrorIsCaught() {
        // given
        InstanceView instance = driver.start("test.undo-caught", Map.of());
        driver.succeed(only(), Map.of());
        driver.succeed(only(), Map.of());

        // when
        require(only());
        LeasedTask undo = only();
        driver.succeed(undo, Map.of());
        LeasedTask apology = only();
        driver.succeed(apology, Map.of());

        // then
        assertThat(undo.demand().taskType()).isEqualTo("test.registered.undo");
        assertThat(element(undo)).isEqualTo("hotel");
        assertThat(element(apology)).isEqualTo("apology");
        assertThat(driver.state(instance)).isEqualTo("completed");
        assertThat(driver.lease()).isEmpty();
    }

    @Test
    void shouldUndoALateEffectOnceWhenTheInstanceWasCancelled() {
        // given
        InstanceView instance = driver.start("test.saga", Map.of("customer", "ada", "stage", "booked"));
        LeasedTask book = only();
        driver.kernel.services().instances().cancel(ANNA, instance.id(), "changed my mind");

        // when
        driver.deliver(success(book.attempt(), Map.of("booking", "b9")));
        Applied again = driver.deliver(success(book.attempt(), Map.of("booking", "b9")));
        LeasedTask undo = only();
        driver.succeed(undo, Map.of());

        // then
        assertThat(again).isInstanceOf(Applied.Duplicate.class);
        assertThat(inputs(undo)).isEqualTo(Map.of("booking", "b9", "customer", "ada", "was", "booked"));
        assertThat(compensation(instance)).isEqualTo("compensated");
        assertThat(driver.lease()).isEmpty();
    }

    private static InstanceView atShip() {
        InstanceView instance = driver.start("test.saga", Map.of("customer", "ada", "stage", "booked"));
        driver.succeed(only(), Map.of("booking", "b1"));
        driver.succeed(only(), Map.of("payment", "p1", "stage", "paid"));
        return instance;
    }

    private static List<String> rest(Map<String, ?> outputs) {
        List<String> done = new ArrayList<>();
        driver.runToRest(task -> {
            done.add(element(task) + (task.action() == Action.COMPENSATE ? " compensate" : " execute"));
            return outputs;
        });
        return done;
    }

    private static void require(LeasedTask task) {
        Result required = new Result.CompensateRequired(new TaskError("sold.out", "no seat", false));
        assertThat(driver.deliver(outcome(task.attempt(), required))).isInstanceOf(Applied.Accepted.class);
    }

    private static LeasedTask only() {
        List<LeasedTask> tasks = driver.lease();
        assertThat(tasks).hasSize(1);
        return tasks.getFirst();
    }

    private static LeasedTask named(String element, List<LeasedTask> tasks) {
        return tasks.stream()
                .filter(task -> element(task).equals(element))
                .findFirst()
                .orElseThrow();
    }

    private static String element(LeasedTask task) {
        return String.valueOf(task.context().tags().get("element"));
    }

    private static Map<String, @Nullable Object> inputs(LeasedTask task) {
        return JsonValues.object(((Payload.Inline) task.inputs()).json());
    }

    private static @Nullable String compensation(InstanceView instance) {
        return driver.kernel
                .services()
                .instances()
                .find(instance.tenant(), instance.id())
                .orElseThrow()
                .compensation();
    }

    private static List<IncidentView> open(InstanceView instance) {
        return driver.kernel
                .services()
                .incidents()
                .list(new IncidentQuery(instance.tenant(), "open", instance.id(), 10));
    }

    private static List<String> kinds(InstanceView instance) {
        return driver.kernel.services().audit().read(instance.id()).stream()
                .map(AuditLine::kind)
                .toList();
    }
}
