package dev.trellis.infra.aws;

import dev.trellis.contract.port.PdoTrigger;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Invokes the orchestrator's function asynchronously. Nothing outside this class names Lambda's client, so the module works
 * without it.
 */
final class LambdaTrigger implements PdoTrigger {

    private final Supplier<SdkAutoCloseable> client;
    private final String function;

    LambdaTrigger(Supplier<SdkAutoCloseable> client, String function) {
        this.client = client;
        this.function = function;
    }

    static SdkAutoCloseable newClient(AwsClients clients) {
        return clients.common(LambdaClient.builder(), clients.lambdaEndpoint()).build();
    }

    @Override
    public void nudge() {
        var unused = AwsCall.of("Lambda invoke of " + function, () -> ((LambdaClient) client.get())
                .invoke(r -> r.functionName(function).invocationType(InvocationType.EVENT)));
    }
}
