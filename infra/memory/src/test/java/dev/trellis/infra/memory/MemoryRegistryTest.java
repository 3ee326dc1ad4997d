package dev.trellis.infra.memory;

import dev.trellis.contract.port.RegistryStore;
import dev.trellis.infra.conformance.RegistryStoreContract;

class MemoryRegistryTest extends RegistryStoreContract {

    private final RegistryStore store = new MemoryRegistry();

    @Override
    protected RegistryStore store() {
        return store;
    }
}
