package dev.trellis.infra.memory;

import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.infra.conformance.ExecutionStoreContract;

class MemoryExecutionStoreTest extends ExecutionStoreContract {

    private final ExecutionStore store = new MemoryExecutionStore();

    @Override
    protected ExecutionStore store() {
        return store;
    }
}
