package dev.trellis.localstack;

import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.infra.conformance.ArtifactStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class ArtifactStoreST extends ArtifactStoreContract {

    @RegisterExtension
    static final LocalStack LOCALSTACK = new LocalStack();

    @Override
    protected ArtifactStore store() {
        return LOCALSTACK.cloud().platform().artifacts();
    }
}
