package dev.trellis.infra.aws;

import dev.trellis.contract.port.SecretStore;
import dev.trellis.infra.conformance.SecretStoreContract;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs where {@code moto_server} is installed; LocalStack's suites hold the same contract. */
class AwsSecretsIT extends SecretStoreContract {

    @RegisterExtension
    static final MotoServer MOTO = new MotoServer();

    @Override
    protected SecretStore store() {
        return AwsPlatform.fromEnvironment(Map.of(
                        "AWS_ACCESS_KEY_ID", "local",
                        "AWS_SECRET_ACCESS_KEY", "local",
                        "TRELLIS_SECRETS_ENDPOINT", MOTO.url()))
                .secrets();
    }
}
