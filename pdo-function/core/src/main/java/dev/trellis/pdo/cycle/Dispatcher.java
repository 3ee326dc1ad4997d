package dev.trellis.pdo.cycle;

import dev.trellis.contract.engine.CycleRequest.Decision;
import dev.trellis.contract.engine.CycleRequest.Reason;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.pdo.decide.DispatchLimits;
import dev.trellis.pdo.decide.DispatchPlan;
import dev.trellis.pdo.decide.DispatchPlanner;
import dev.trellis.registry.RegistrySnapshot;
import dev.trellis.registry.SchemaCheck;
import java.time.Instant;
import java.util.List;

/** Plans and sends one batch of leases. */
final class Dispatcher {
    private static final int RETRY_SECONDS = 2;

    private final DispatchPlanner planner = new DispatchPlanner(new SchemaCheck());
    private final RegistrySource registries;
    private final Sender sender;
    private final QueueDepths depths;
    private final DispatchLimits limits;

    Dispatcher(CyclePorts ports, DispatchLimits limits) {
        this.registries = ports.registries();
        this.depths = new QueueDepths(ports.queues(), limits.maxQueueDepth());
        this.sender = new Sender(ports.queues(), new Packer(ports.artifacts()), depths);
        this.limits = limits;
    }

    Shipment dispatch(List<LeasedTask> tasks, Instant now) {
        if (tasks.isEmpty()) {
            return new Shipment();
        }
        RegistrySnapshot registry;
        try {
            registry = registries.snapshotFor(tasks);
        } catch (PortUnavailableException e) {
            return giveBack(tasks, new Reason("registry.unavailable", String.valueOf(e.getMessage())));
        } catch (WireFormatException e) {
            return giveBack(
                    tasks,
                    new Reason("registry.unreadable", "an entry of the registries is malformed " + e.getMessage()));
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
