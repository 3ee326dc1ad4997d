package dev.trellis.host.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.port.ExecutionKey;
import dev.trellis.contract.port.ExecutionStore.Claim;
import dev.trellis.contract.task.Action;
import dev.trellis.host.db.Database;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.testkit.KernelDriver;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What ended long ago goes, whole; what somebody still needs stays. */
class RetentionIT {
    /** Every table that grows with instances; those of the engine must be empty when nothing runs. */
    private static final List<String> TABLES = List.of(
            "trellis.instance",
            "trellis.task",
            "trellis.task_attempt",
            "trellis.inbox",
            "trellis.audit",
            "trellis.incident",
            "trellis.cancellation",
            "trellis.approval",
            "public.act_ru_execution",
            "public.act_ru_variable",
            "public.act_ru_actinst",
            "public.act_hi_procinst",
            "public.act_hi_varinst",
            "public.act_ge_bytearray");

    private static KernelDriver driver;

    @BeforeAll
    static void open() {
        driver = KernelDriver.fresh();
        for (String name : List.of("chain", "caller", "called")) {
            driver.registry.process("test." + name, "1.0.0", name + ".bpmn");
        }
        for (String type : List.of("one", "two", "three")) {
            driver.registry.taskType("test." + type);
        }
        runAll();
    }

    /** The first run deploys a definition, which stays. */
    private static void runAll() {
        driver.start("test.chain", Map.of("n", 1));
        driver.start("test.caller", Map.of("n", 2));
        driver.runToRest(task -> Map.of("x", 1));
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    @BeforeEach
    void forgetAll() {
        driver.clear();
        age("200 days");
        database().run(handle -> handle.execute("update cancellation set acked_at = clock_timestamp()"));
        database().run(handle -> handle.execute("update incident set state = 'dismissed' where state = 'open'"));
        driver.kernel.clean();
    }

    private static Database database() {
        return driver.kernel.database();
    }

    private static void age(String by) {
        database().run(handle -> handle.execute("update instance set ended_at = ended_at - interval '" + by + "'"));
    }

    private static Map<String, Long> sizes() {
        Map<String, Long> sizes = new TreeMap<>();
        TABLES.forEach(
                table -> sizes.put(table, database().read(handle -> handle.createQuery("select count(*) from " + table)
                        .mapTo(long.class)
                        .one())));
        return sizes;
    }

    @Test
    void shouldLeaveNoRowBehindWhenInstancesEndedLongAgo() {
        // given
        Map<String, Long> before = sizes();
        runAll();
        assertThat(sizes()).isNotEqualTo(before);

        // when
        age("91 days");
        driver.kernel.clean();

        // then
        assertThat(sizes()).isEqualTo(before);
    }

    @Test
    void shouldKeepWhatEndedLately() {
        // given
        InstanceView instance = driver.start("test.chain", Map.of());
        driver.runToRest(task -> Map.of());

        // when
        age("89 days");
        driver.kernel.clean();

        // then
        assertThat(driver.state(instance)).isEqualTo("completed");
    }

    @Test
    void shouldKeepAnInstanceWhenItsCancellationIsNotAcknowledged() {
        // given
        InstanceView instance = driver.start("test.chain", Map.of());
        LeasedTask task = driver.lease().getFirst();
        ExecutionKey key = new ExecutionKey("default", task.attempt().taskId(), Action.EXECUTE);
        var claim = driver.executions.claim(key, task.attempt(), "an executor that still runs", Instant.now());
        driver.clear();
        driver.kernel.sweep();

        // when
        age("91 days");
        driver.kernel.clean();

        // then
        assertThat(claim).isInstanceOf(Claim.Granted.class);
        assertThat(driver.state(instance)).isEqualTo("cancelled");
    }

    @Test
    void shouldKeepAnInstanceWhenItStillRuns() {
        // given
        InstanceView instance = driver.start("test.chain", Map.of());

        // when
        driver.kernel.clean();

        // then
        assertThat(driver.state(instance)).isEqualTo("running");
    }
}
