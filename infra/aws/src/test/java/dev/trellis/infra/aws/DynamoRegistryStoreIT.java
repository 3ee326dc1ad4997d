package dev.trellis.infra.aws;

import dev.trellis.contract.port.RegistryStore;
import dev.trellis.infra.conformance.RegistryStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class DynamoRegistryStoreIT extends RegistryStoreContract {

    @RegisterExtension
    static final LocalServices SERVICES = new LocalServices();

    @Override
    protected RegistryStore store() {
        return SERVICES.cloud().platform().registry();
    }
}
