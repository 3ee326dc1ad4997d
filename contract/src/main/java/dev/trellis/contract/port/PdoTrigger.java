package dev.trellis.contract.port;

/** Wakes an orchestrator. */
public interface PdoTrigger {
    /** Asks for an orchestrator to run now; returns once the request is taken, not once one runs. */
    void nudge();
}
