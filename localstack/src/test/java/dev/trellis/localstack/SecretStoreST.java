package dev.trellis.localstack;

import dev.trellis.contract.port.SecretStore;
import dev.trellis.infra.conformance.SecretStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class SecretStoreST extends SecretStoreContract {

    @RegisterExtension
    static final LocalStack LOCALSTACK = new LocalStack();

    @Override
    protected SecretStore store() {
        return LOCALSTACK.cloud().platform().secrets();
    }
}
