package dev.trellis.host.random;

import dev.trellis.host.task.ApprovalPolicy;
import dev.trellis.host.testkit.KernelDriver;
import dev.trellis.host.testkit.TestDatabase;
import dev.trellis.host.testkit.TestRegistry;
import io.agroal.api.AgroalDataSource;
import java.util.Collection;

/** The host that random processes run on; it may be restarted at any time. */
final class Host implements AutoCloseable {
    private final AgroalDataSource connections = TestDatabase.fresh();
    private final TestRegistry registry = new TestRegistry();
    private KernelDriver driver;
    private int restarts;

    /** A host that knows these processes. */
    Host(Collection<RandomProcess> processes) {
        registry.taskType("random.work");
        processes.forEach(process -> registry.process(process.key(), "1.0.0", BpmnWriter.write(process)));
        driver = KernelDriver.on(connections, registry, ApprovalPolicy.NONE);
    }

    KernelDriver driver() {
        return driver;
    }

    EngineTables tables() {
        return new EngineTables(driver.kernel.database());
    }

    /** Stops the kernel and opens another one on the same database. */
    void restart() {
        driver.close();
        driver = KernelDriver.on(connections, registry, ApprovalPolicy.NONE);
        restarts++;
    }

    int restarts() {
        return restarts;
    }

    @Override
    public void close() {
        driver.close();
        connections.close();
    }
}
