package dev.trellis.host.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.testkit.KernelDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What starves is seen; each test plants what must never be. */
final class StarvationIT {
    private static final String TENANT = KernelDriver.ANNA.tenant();
    private static KernelDriver driver;

    private Instant now = Instant.EPOCH;
    private Starvation starvation;

    @BeforeAll
    static void open() {
        driver = KernelDriver.fresh();
        driver.registry.process("test.chain", "1.0.0", "chain.bpmn");
        driver.registry.process("test.waiting", "1.0.0", "waiting.bpmn");
        driver.registry.process("test.receive", "1.0.0", "receive.bpmn");
        driver.registry.process("test.people", "1.0.0", "people.bpmn");
        driver.registry.process("test.caller", "1.0.0", "caller.bpmn");
        driver.registry.process("test.called", "1.0.0", "called.bpmn");
        for (String type : List.of("one", "two", "three", "ship", "remind", "after", "inside")) {
            driver.registry.taskType("test." + type);
        }
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    @BeforeEach
    void look() {
        starvation = new Starvation(driver.kernel.database(), () -> now);
        sql("delete from pdo_listener");
        sql("update outbox set published_at = clock_timestamp()");
    }

    @AfterEach
    void clear() {
        driver.clear();
    }

    @Test
    void shouldRaiseNoAlarmWhenInstancesWaitForSomething() {
        // given
        driver.start("test.chain", Map.of());
        driver.start("test.waiting", Map.of("patience", "PT1H"));
        driver.start("test.receive", Map.of("channel", "post"));
        driver.start("test.people", Map.of("amount", 500));
        driver.start("test.caller", Map.of());
        InstanceView failing = driver.start("test.chain", Map.of());
        driver.fail(ofInstance(failing), "broken", false);

        // when
        List<Alarm> alarms = starvation.alarms(TENANT);

        // then
        assertThat(alarms).isEmpty();
    }

    @Test
    void shouldTellTheStuckInstanceWhenItsTaskIsGone() {
        // given
        InstanceView instance = driver.start("test.chain", Map.of());
        sql("delete from task where instance_id = '" + instance.id() + "'");

        // when
        List<Alarm> alarms = starvation.alarms(TENANT);

        // then
        assertThat(alarms).singleElement().satisfies(alarm -> {
            assertThat(alarm.name()).isEqualTo("instances.stuck");
            assertThat(alarm.count()).isOne();
            assertThat(alarm.examples()).containsExactly(instance.id());
        });
        assertThat(starvation.alarms("another").getFirst().examples()).isEmpty();
        assertThat(starvation.count(AlarmRules.STUCK)).isOne();
    }

    @Test
    void shouldTellTheStuckCallerWhenWhatItCalledEndedUnnoticed() {
        // given
        InstanceView caller = driver.start("test.caller", Map.of());
        sql("update instance set state = 'completed' where parent_id = '" + caller.id() + "'");

        // when
        List<Alarm> alarms = starvation.alarms(TENANT);

        // then
        assertThat(alarms).singleElement().satisfies(alarm -> assertThat(alarm.examples())
                .containsExactly(caller.id()));
    }

    @Test
    void shouldTellStarvedTasksWhenAnOrchestratorListensAndTakesNothing() {
        // given
        driver.start("test.chain", Map.of());
        sql("update task set ready_at = clock_timestamp() - interval '40 seconds' where status = 'ready'");
        List<LeasedTask> none = driver.lease("pdo-1", 0);

        // when
        List<Alarm> alarms = starvation.alarms(TENANT);

        // then
        assertThat(none).isEmpty();
        assertThat(alarms).singleElement().satisfies(alarm -> assertThat(alarm.name())
                .isEqualTo("tasks.starved"));
    }

    @Test
    void shouldTakeALongQueueForNoStarvationWhenTasksAreTaken() {
        // given
        driver.start("test.chain", Map.of());
        driver.start("test.chain", Map.of());
        sql("update task set ready_at = clock_timestamp() - interval '40 seconds' where status = 'ready'");
        List<LeasedTask> one = driver.lease("pdo-1", 1);

        // when
        List<Alarm> alarms = starvation.alarms(TENANT);

        // then
        assertThat(one).hasSize(1);
        assertThat(alarms).isEmpty();
    }

    @Test
    void shouldTellUnattendedTasksWhenNoOrchestratorComes() {
        // given
        driver.start("test.chain", Map.of());
        sql("update task set ready_at = clock_timestamp() - interval '130 seconds' where status = 'ready'");

        // when
        List<Alarm> alarms = starvation.alarms(TENANT);

        // then
        assertThat(alarms).singleElement().satisfies(alarm -> assertThat(alarm.name())
                .isEqualTo("tasks.unattended"));
    }

    @Test
    void shouldTellTheGrowingOutboxWhenEventsBecomeMoreAndTheOldestWaits() {
        // given
        driver.start("test.chain", Map.of());
        sql("update outbox set created_at = clock_timestamp() - interval '70 seconds' where published_at is null");
        List<Alarm> first = starvation.alarms(TENANT);
        driver.start("test.chain", Map.of());

        // when
        List<Alarm> known = starvation.alarms(TENANT);
        now = now.plus(Duration.ofMinutes(1));
        List<Alarm> grown = starvation.alarms(TENANT);
        sql("update outbox set published_at = clock_timestamp()");
        now = now.plus(Duration.ofMinutes(1));
        List<Alarm> published = starvation.alarms(TENANT);

        // then
        assertThat(first).isEmpty();
        assertThat(known).isEmpty();
        assertThat(grown).singleElement().satisfies(alarm -> assertThat(alarm.name())
                .isEqualTo("outbox.growing"));
        assertThat(published).isEmpty();
    }

    private static LeasedTask ofInstance(InstanceView instance) {
        return driver.lease().stream()
                .filter(task -> instance.id().equals(task.context().tags().get("instance")))
                .findFirst()
                .orElseThrow();
    }

    private static void sql(String statement) {
        driver.kernel.database().run(handle -> handle.execute(statement));
    }
}
