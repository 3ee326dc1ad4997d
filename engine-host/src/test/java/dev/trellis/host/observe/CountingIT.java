package dev.trellis.host.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.task.Effect;
import dev.trellis.contract.task.TaskPolicy;
import dev.trellis.host.db.Database;
import dev.trellis.host.testkit.KernelDriver;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CountingIT {
    private KernelDriver driver;
    private Database database;

    @BeforeEach
    void open() {
        driver = KernelDriver.fresh();
        database = new Database(driver.dataSource);
        driver.registry.process("test.single", "1.0.0", "single.bpmn");
        driver.registry.taskType("test.one", "1.0.0", Effect.IDEMPOTENT, TaskPolicy.NONE, "{}");
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void shouldCountALeaseAsOverrunWhenNobodyTakesItOverForTenSeconds() {
        // given
        driver.start("test.single", Map.of());
        driver.lease();

        // when
        Counts held = count();
        leaseEnded(9);
        Counts lapsed = count();
        leaseEnded(11);
        Counts overrun = count();

        // then
        assertThat(held.leasesOverrun()).isZero();
        assertThat(lapsed.leasesOverrun()).isZero();
        assertThat(overrun.leasesOverrun()).isEqualTo(1);
        assertThat(overrun.tasks()).containsEntry("leased", 1L);
    }

    private Counts count() {
        return new Counting(database, InstantSource.system()).now();
    }

    private void leaseEnded(int secondsAgo) {
        int changed = database.write(handle -> handle.createUpdate(
                        "update task set lease_until = clock_timestamp() - :ago * interval '1 second'")
                .bind("ago", secondsAgo)
                .execute());
        assertThat(changed).isEqualTo(1);
    }
}
