package dev.trellis.infra.memory;

import dev.trellis.contract.port.SecretStore;
import dev.trellis.infra.conformance.SecretStoreContract;
import java.time.InstantSource;

class MemorySecretsTest extends SecretStoreContract {

    private final SecretStore store = new MemorySecrets(InstantSource.system());

    @Override
    protected SecretStore store() {
        return store;
    }
}
