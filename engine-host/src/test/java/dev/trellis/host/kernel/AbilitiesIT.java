package dev.trellis.host.kernel;

import static dev.trellis.host.testkit.KernelDriver.ANNA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Payload;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.incident.IncidentQuery;
import dev.trellis.host.incident.IncidentView;
import dev.trellis.host.instance.Correlation;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.instance.Instances;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.testkit.KernelDriver;
import dev.trellis.host.usertask.UserTaskView;
import dev.trellis.host.usertask.UserTasks;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the engine has no behaviour for by itself, each as a small process. */
final class AbilitiesIT {
    private static KernelDriver driver;

    @BeforeAll
    static void open() {
        driver = KernelDriver.fresh();
        for (String name : List.of("send", "receive", "modelled-errors", "mapped-people")) {
            driver.registry.process("test." + name, "1.0.0", name + ".bpmn");
        }
        for (String type : List.of("mail", "after", "ship", "excuse")) {
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
    void shouldHandSendTasksToFunctions() {
        // given
        InstanceView instance = driver.start("test.send", Map.of("channel", "mail", "people", List.of("Ada", "Bob")));

        // when
        List<LeasedTask> tasks = driver.lease();
        tasks.forEach(task -> driver.succeed(task, Map.of("number", inputs(task).get("text") + "!")));

        // then
        assertThat(tasks).hasSize(2).allSatisfy(task -> assertThat(task.demand().taskType())
                .isEqualTo("test.mail"));
        assertThat(driver.variables(instance).get("receipts"))
                .isEqualTo(List.of(Map.of("receipt", "Dear Ada!"), Map.of("receipt", "Dear Bob!")));
        assertThat(driver.state(instance)).isEqualTo("completed");
    }

    @Test
    void shouldCancelSendTasksWhenABoundaryEventTakesThemBack() {
        // given
        InstanceView instance = driver.start("test.send", Map.of("channel", "mail", "people", List.of("Ada", "Bob")));
        List<LeasedTask> tasks = driver.lease();

        // when
        instances().signal(ANNA, "stop", Json.EMPTY_OBJECT);

        // then
        assertThat(tasks).hasSize(2).allSatisfy(task -> assertThat(driver.status(task))
                .isEqualTo("cancelled"));
        assertThat(driver.state(instance)).isEqualTo("completed");
    }

    @Test
    void shouldWaitInAReceiveTaskForItsMessage() {
        // given
        InstanceView mine = driver.start("test.receive", Map.of("channel", "mail", "order", 1));
        InstanceView other = driver.start("test.receive", Map.of("channel", "mail", "order", 2));

        // when
        String addressee = instances().message(reply("{\"order\":1}"));

        // then
        assertThat(addressee).isEqualTo(mine.id());
        LeasedTask after = only(driver.lease());
        assertThat(inputs(after)).containsEntry("said", "yes").containsEntry("order", 1);
        driver.succeed(after, Map.of());
        assertThat(driver.state(mine)).isEqualTo("completed");
        assertThat(driver.state(other)).isEqualTo("running");
        assertThatThrownBy(() -> instances().message(reply("{\"order\":1}")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("no running instance");
    }

    @Test
    void shouldForgetTheMessageWhenABoundaryEventEndsTheReceiveTask() {
        // given
        InstanceView instance = driver.start("test.receive", Map.of("channel", "mail", "order", 1));

        // when
        instances().signal(ANNA, "stop", Json.EMPTY_OBJECT);

        // then
        assertThat(driver.state(instance)).isEqualTo("completed");
        assertThatThrownBy(() -> instances().message(reply("{}"))).isInstanceOf(RefusedException.class);
    }

    private static Correlation reply(String match) {
        return new Correlation(ANNA, "reply-mail", null, null, new Json(match), new Json("{\"said\":\"yes\"}"));
    }

    @Test
    void shouldThrowTheErrorThatTheModelMakesOfAnOutput() {
        // given
        InstanceView instance = driver.start("test.modelled-errors", Map.of("limit", 3));
        LeasedTask ship = only(driver.lease());

        // when
        driver.succeed(ship, Map.of("days", 5));

        // then
        LeasedTask excuse = only(driver.lease());
        assertThat(excuse.context().tags()).containsEntry("element", "excuse");
        assertThat(driver.status(ship)).isEqualTo("succeeded");
        assertThat(driver.variables(instance)).doesNotContainKey("took");
        driver.succeed(excuse, Map.of());
        assertThat(driver.state(instance)).isEqualTo("completed");
    }

    @Test
    void shouldWriteTheOutputsWhenNoModelledErrorHolds() {
        // given
        InstanceView instance = driver.start("test.modelled-errors", Map.of("limit", 3));

        // when
        driver.succeed(only(driver.lease()), Map.of("days", 3));

        // then
        assertThat(driver.state(instance)).isEqualTo("completed");
        assertThat(driver.variables(instance)).containsEntry("took", 3);
    }

    @Test
    void shouldThrowTheModelledErrorOfAFailureBeforeAnyRetry() {
        // given
        InstanceView instance = driver.start("test.modelled-errors", Map.of("limit", 3));

        // when
        driver.fail(only(driver.lease()), "gone", true);

        // then
        assertThat(incidents(instance)).singleElement().satisfies(incident -> {
            assertThat(incident.code()).isEqualTo("error_not_caught");
            assertThat(incident.message()).contains("LOST").contains("gone");
        });
    }

    @Test
    void shouldRetryAFailureThatIsNoModelledError() {
        // given
        InstanceView instance = driver.start("test.modelled-errors", Map.of("limit", 3));

        // when
        driver.fail(only(driver.lease()), "busy", true);

        // then
        assertThat(incidents(instance)).isEmpty();
        assertThat(driver.tasks(instance)).singleElement().satisfies(task -> {
            assertThat(task.attempt()).isEqualTo(2);
            assertThat(task.status().status()).isEqualTo("ready");
        });
    }

    @Test
    void shouldMapWhatAPersonSeesAndEnters() {
        // given
        InstanceView instance = driver.start(
                "test.mapped-people",
                Map.of(
                        "order",
                        Map.of("id", 7, "lines", List.of("a", "b")),
                        "staff",
                        List.of("anna"),
                        "title",
                        "outer"));
        UserTaskView task = only(people().list("default"));

        // when
        assertThatThrownBy(() -> people().complete(ANNA, task.id(), Json.EMPTY_OBJECT))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("vote");
        people().complete(ANNA, task.id(), new Json("{\"vote\":\"yes\",\"unmapped\":1}"));

        // then
        assertThat(task.name()).isEqualTo("Review order 7");
        assertThat(task.assignee()).isEqualTo("anna");
        assertThat(JsonValues.object(task.inputs()))
                .isEqualTo(Map.of("title", "order 7", "reviewer", "anna", "lines", List.of("a", "b")));
        assertThat(driver.variables(instance))
                .containsEntry("accepted", true)
                .containsEntry("verdict", "yes on order 7 of 7")
                .containsEntry("title", "outer")
                .doesNotContainKeys("vote", "unmapped", "reviewer", "lines");
        driver.succeed(only(driver.lease()), Map.of());
        assertThat(driver.state(instance)).isEqualTo("completed");
    }

    private static Instances instances() {
        return driver.kernel.services().instances();
    }

    private static UserTasks people() {
        return driver.kernel.services().userTasks();
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
