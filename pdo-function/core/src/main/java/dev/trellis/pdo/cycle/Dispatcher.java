package dev.trellis.pdo.cycle;

import dev.trellis.contract.engine.CycleRequest.Decision;
import dev.trellis.contract.engine.CycleRequest.Reason;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.pdo.decide.DispatchLimits;
import dev.trellis.pdo.decide.DispatchPlan;
import dev.trellis.pdo.decide.DispatchPlanner;
import dev.trellis.pdo.decide.ExecutorDirectory;
import java.time.Instant;
import java.util.List;

/** Plans and sends one batch of leases. */
final class Dispatcher {
    private static final int RETRY_SECONDS = 2;

    private final DispatchPlanner planner = new DispatchPlanner();
    private final ExecutorSource executors;
    private final Sender sender;
    private final QueueDepths depths;
    private final DispatchLimits limits;

    Dispatcher(CyclePorts ports, DispatchLimits limits) {
        this.executors = ports.executors();
        this.depths = new QueueDepths(ports.queues(), limits.maxQueueDepth());
        this.sender = new Sender(ports.queues(), new Packer(ports.artifacts()), depths);
        this.limits = limits;
    }

    Shipment dispatch(List<LeasedTask> tasks, Instant now) {
        if (tasks.isEmpty()) {
            return new Shipment();
        }
        ExecutorDirectory registry;
        try {
            registry = executors.directoryFor(tasks);
        } catch (PortUnavailableException e) {
            return giveBack(tasks, new Reason("registry.unavailable", String.valueOf(e.getMessage())));
        }
        DispatchPlan plan = planner.plan(tasks, registry, limits.withDepths(depths.at(now)), now);
        return sender.carryOut(plan, now);
    }

    private static Shipment giveBack(List<LeasedTask> tasks, Reason reason) {
        Shipment shipment = new Shipment();
        tasks.forEach(task -> shipment.release(task, new Decision.Defer(RETRY_SECONDS), List.of(reason)));
        return shipment;
    }
}
