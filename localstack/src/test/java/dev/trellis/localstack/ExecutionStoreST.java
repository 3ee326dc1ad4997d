package dev.trellis.localstack;

import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.infra.conformance.ExecutionStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExecutionStoreST extends ExecutionStoreContract {

    @RegisterExtension
    static final LocalStack LOCALSTACK = new LocalStack();

    @Override
    protected ExecutionStore store() {
        return LOCALSTACK.cloud().platform().executionStore();
    }
}
