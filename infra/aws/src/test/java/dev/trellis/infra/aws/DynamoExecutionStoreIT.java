package dev.trellis.infra.aws;

import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.infra.conformance.ExecutionStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class DynamoExecutionStoreIT extends ExecutionStoreContract {

    @RegisterExtension
    static final LocalServices SERVICES = new LocalServices();

    @Override
    protected ExecutionStore store() {
        return SERVICES.cloud().platform().executionStore();
    }
}
