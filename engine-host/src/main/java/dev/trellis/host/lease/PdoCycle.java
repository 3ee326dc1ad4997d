package dev.trellis.host.lease;

import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleRequest;

/** The one conversation between an orchestrator and the host. */
public interface PdoCycle {
    /**
     * Applies what the orchestrator tells, then leases what is ready, waiting for it if asked to.
     *
     * @throws dev.trellis.host.command.RefusedException when a limit of the request is exceeded
     */
    CycleReply cycle(CycleRequest request);
}
