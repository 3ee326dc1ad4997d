package dev.trellis.localstack;

import dev.trellis.contract.port.RegistryStore;
import dev.trellis.infra.conformance.RegistryStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class RegistryStoreST extends RegistryStoreContract {

    @RegisterExtension
    static final LocalStack LOCALSTACK = new LocalStack();

    @Override
    protected RegistryStore store() {
        return LOCALSTACK.cloud().platform().registry();
    }
}
