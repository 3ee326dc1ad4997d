package dev.trellis.infra.aws;

import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.infra.conformance.ArtifactStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class S3ArtifactsIT extends ArtifactStoreContract {

    @RegisterExtension
    static final LocalServices SERVICES = new LocalServices();

    @Override
    protected ArtifactStore store() {
        return SERVICES.cloud().platform().artifacts();
    }
}
