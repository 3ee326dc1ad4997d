package dev.trellis.contract.port;

import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleRequest;

/** The engine host, as an orchestrator sees it. */
public interface EngineGateway {
    /**
     * Tells the host what became of earlier leases, then leases what is ready, waiting for it if asked to. What is told is
     * applied before the call waits.
     *
     * @throws PortUnavailableException when the host does not answer; what was told may or may not have been applied, and
     *     telling it again is harmless
     */
    CycleReply cycle(CycleRequest request);
}
