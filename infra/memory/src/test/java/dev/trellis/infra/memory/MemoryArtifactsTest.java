package dev.trellis.infra.memory;

import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.infra.conformance.ArtifactStoreContract;

class MemoryArtifactsTest extends ArtifactStoreContract {

    private final ArtifactStore store = new MemoryArtifacts("conformance");

    @Override
    protected ArtifactStore store() {
        return store;
    }
}
