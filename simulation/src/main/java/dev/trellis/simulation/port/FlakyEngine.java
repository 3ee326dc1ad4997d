package dev.trellis.simulation.port;

import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.port.EngineGateway;
import dev.trellis.simulation.mutation.Mutation;
import dev.trellis.simulation.mutation.Planted;

/** The engine host as an orchestrator reaches it. */
public final class FlakyEngine implements EngineGateway {
    private static final int DROPPED = 5;

    private final EngineGateway host;
    private final Interference interference;
    private final Planted planted;

    public FlakyEngine(EngineGateway host, Interference interference, Planted planted) {
        this.host = host;
        this.interference = interference;
        this.planted = planted;
    }

    @Override
    public CycleReply cycle(CycleRequest request) {
        CycleReply reply = interference.around("cycle", () -> host.cycle(request));
        return planted.has(Mutation.PLAN_DROPS_TASK) ? thinned(reply) : reply;
    }

    private static CycleReply thinned(CycleReply reply) {
        return new CycleReply(
                reply.tasks().stream()
                        .filter(task -> Math.floorMod(task.attempt().taskId().hashCode(), DROPPED) != 0)
                        .toList(),
                reply.watch(),
                reply.events(),
                reply.mayLinger());
    }
}
