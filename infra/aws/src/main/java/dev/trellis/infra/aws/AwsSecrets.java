package dev.trellis.infra.aws;

import dev.trellis.contract.port.Secret;
import dev.trellis.contract.port.SecretMissingException;
import dev.trellis.contract.port.SecretStore;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.FilterNameStringType;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;

/** Secrets of AWS Secrets Manager whose names begin with a prefix; their versions are its own. */
final class AwsSecrets implements SecretStore {

    private final Supplier<SecretsManagerClient> client;
    private final String prefix;

    AwsSecrets(Supplier<SecretsManagerClient> client, String prefix) {
        this.client = client;
        this.prefix = prefix;
    }

    @Override
    public Secret read(String name) {
        String id = prefix + Secret.requireName(name);
        return AwsCall.of("Secrets Manager get of " + id, () -> {
            try {
                GetSecretValueResponse found = client.get().getSecretValue(r -> r.secretId(id));
                return new Secret(name, found.versionId(), text(found));
            } catch (ResourceNotFoundException missing) {
                throw new SecretMissingException(name);
            }
        });
    }

    private static String text(GetSecretValueResponse found) {
        return found.secretString() == null ? found.secretBinary().asUtf8String() : found.secretString();
    }

    @Override
    public void put(String name, String value) {
        String id = prefix + Secret.requireName(name);
        String checked = Secret.requireValue(value);
        var unused = AwsCall.of("Secrets Manager put of " + id, () -> {
            try {
                return client.get()
                        .putSecretValue(r -> r.secretId(id).secretString(checked))
                        .versionId();
            } catch (ResourceNotFoundException first) {
                return client.get()
                        .createSecret(r -> r.name(id).secretString(checked))
                        .versionId();
            }
        });
    }

    @Override
    public List<Listed> list() {
        return AwsCall.of("Secrets Manager list", () -> client
                .get()
                .listSecretsPaginator(r -> {
                    if (!prefix.isEmpty()) {
                        r.filters(f -> f.key(FilterNameStringType.NAME).values(prefix));
                    }
                })
                .stream()
                .flatMap(page -> page.secretList().stream())
                .filter(entry -> entry.name().startsWith(prefix))
                .map(this::listed)
                .sorted(Comparator.comparing(Listed::name))
                .toList());
    }

    private Listed listed(SecretListEntry entry) {
        return new Listed(
                entry.name().substring(prefix.length()),
                entry.createdDate(),
                Objects.requireNonNullElse(entry.lastChangedDate(), entry.createdDate()));
    }

    @Override
    public void delete(String name) {
        String id = prefix + Secret.requireName(name);
        var unused = AwsCall.of("Secrets Manager delete of " + id, () -> {
            try {
                return client.get()
                        .deleteSecret(r -> r.secretId(id).forceDeleteWithoutRecovery(true))
                        .name();
            } catch (ResourceNotFoundException gone) {
                return id;
            }
        });
    }
}
