package dev.trellis.infra.local.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvokeApiIT {

    private RunnerFixture cloud;
    private InvokeApi api;
    private LambdaClient lambda;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        cloud = new RunnerFixture(folder);
        cloud.deploy(cloud.function("obedient", 2, Duration.ofSeconds(20), Map.of()));
        api = InvokeApi.start(cloud.runner, 0);
        lambda = LambdaClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .endpointOverride(URI.create("http://127.0.0.1:" + api.port()))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @AfterAll
    void stop() {
        lambda.close();
        api.close();
        cloud.close();
    }

    @Test
    void shouldReturnWhatTheFunctionReturnsWhenInvokedAndWaitedFor() {
        // when
        InvokeResponse response = invoke("obedient", "\"echo:hello\"", InvocationType.REQUEST_RESPONSE);

        // then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.functionError()).isNull();
        assertThat(response.payload().asUtf8String()).contains("\"echo\":\"echo:hello\"");
    }

    @Test
    void shouldNameTheErrorWhenTheHandlerThrows() {
        // when
        InvokeResponse response = invoke("obedient", "\"throw\"", InvocationType.REQUEST_RESPONSE);

        // then
        assertThat(response.functionError()).isEqualTo("Unhandled");
        assertThat(response.payload().asUtf8String()).contains("told to throw");
    }

    @Test
    void shouldSayThatTheProcessEndedWhenItExits() {
        // when
        InvokeResponse response = invoke("obedient", "\"exit:7\"", InvocationType.REQUEST_RESPONSE);

        // then
        assertThat(response.payload().asUtf8String())
                .contains("Runtime.ExitError")
                .contains("exit code 7");
    }

    @Test
    void shouldAcceptAtOnceAndRunLaterWhenInvokedAsAnEvent() {
        // when
        InvokeResponse response = invoke("obedient", "\"echo:later\"", InvocationType.EVENT);

        // then
        assertThat(response.statusCode()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> cloud.journal("obedient").stream().anyMatch(line -> line.endsWith("echo:later")));
    }

    @Test
    void shouldSayThatThereIsNoneWhenTheNameIsUnknown() {
        // when // then
        assertThatThrownBy(() -> invoke("nobody", "{}", InvocationType.REQUEST_RESPONSE))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("nobody");
    }

    private InvokeResponse invoke(String name, String payload, InvocationType type) {
        return lambda.invoke(
                request -> request.functionName(name).invocationType(type).payload(SdkBytes.fromUtf8String(payload)));
    }
}
