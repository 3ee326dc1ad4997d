package dev.trellis.tde.runtime;

import dev.trellis.contract.port.Secret;
import dev.trellis.contract.port.SecretMissingException;
import dev.trellis.contract.port.SecretStore;
import java.util.List;

/** The store of an executor that was given none. */
final class NoSecrets implements SecretStore {
    @Override
    public Secret read(String name) {
        throw new SecretMissingException(name);
    }

    @Override
    public void put(String name, String value) {
        throw new UnsupportedOperationException("this executor has no store of secrets");
    }

    @Override
    public List<Listed> list() {
        return List.of();
    }

    @Override
    public void delete(String name) {}
}
