package dev.trellis.host.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.host.outcome.OutcomeMessage;
import dev.trellis.host.testkit.KernelDriver;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Measures the kernel alone: three tasks that do nothing, in many instances, outcomes in batches of fifty. */
final class ThroughputIT {
    private static final int INSTANCES = Integer.getInteger("trellis.throughput.instances", 60);
    private static final int BATCH = 50;

    private static KernelDriver driver;

    @BeforeAll
    static void open() {
        driver = KernelDriver.fresh();
        driver.registry.process("test.chain", "1.0.0", "chain.bpmn");
        for (String type : List.of("one", "two", "three")) {
            driver.registry.taskType("test." + type);
        }
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    @Test
    void shouldNeedFarLessThanOneCommitATask() {
        // given
        IntStream.range(0, INSTANCES).forEach(i -> driver.start("test.chain", Map.of("n", i)));
        long commits = commits();
        long started = System.nanoTime();
        long cpu = processCpu();

        // when
        int done = 0;
        List<LeasedTask> tasks = driver.lease("pdo-1", BATCH);
        while (!tasks.isEmpty()) {
            List<OutcomeMessage> batch = tasks.stream()
                    .map(task -> new OutcomeMessage("m", KernelDriver.success(task.attempt(), Map.of())))
                    .toList();
            done += driver.kernel.services().outcomes().apply(batch).size();
            tasks = driver.lease("pdo-1", BATCH);
        }

        // then
        double seconds = (System.nanoTime() - started) / 1e9;
        double commitsPerTask = (commits() - commits) / (double) done;
        System.out.printf(
                Locale.ROOT,
                "%d tasks, %.0f a second on one thread, %.2f ms of JVM CPU and %.2f commits a task (timers included),"
                        + " load %.1f%n",
                done,
                done / seconds,
                (processCpu() - cpu) / 1e6 / done,
                commitsPerTask,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        assertThat(done).isEqualTo(3 * INSTANCES);
        assertThat(commitsPerTask).isLessThan(0.5);
    }

    private static long processCpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** The statistics of this very session are flushed by asking for them; others lag by a second at most. */
    private static long commits() {
        return driver.kernel.database().read(handle -> {
            handle.execute("select pg_stat_force_next_flush()");
            return handle.createQuery("select xact_commit from pg_stat_database where datname = current_database()")
                    .mapTo(long.class)
                    .one();
        });
    }
}
