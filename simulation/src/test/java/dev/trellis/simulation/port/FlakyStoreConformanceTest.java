package dev.trellis.simulation.port;

import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.infra.conformance.ExecutionStoreContract;

class FlakyStoreConformanceTest extends ExecutionStoreContract {
    private final ExecutionStore store = new CalmPlace().executions();

    @Override
    protected ExecutionStore store() {
        return store;
    }
}
