package dev.trellis.infra.aws;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.contract.port.ExecutionKey;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.registry.RegistryKey;
import dev.trellis.contract.registry.RegistryKind;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.TaskId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class UnreachableServicesIT {

    @Test
    void shouldSayThatThePortIsUnavailableWhenNothingListens() throws IOException {
        // given
        String nobody = "http://127.0.0.1:" + closedPort();
        Map<String, String> environment = Map.of(
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local",
                "TRELLIS_SQS_ENDPOINT", nobody,
                "TRELLIS_DYNAMODB_ENDPOINT", nobody,
                "TRELLIS_S3_ENDPOINT", nobody);

        try (AwsPlatform platform = AwsPlatform.fromEnvironment(environment)) {
            // when
            List<ThrowingCallable> calls = List.of(
                    () -> platform.queues().receive("q", 1, Duration.ZERO, Duration.ofSeconds(1)),
                    () -> platform.executionStore().read(new ExecutionKey("t", new TaskId("x"), Action.EXECUTE)),
                    () -> platform.registry().find(new RegistryKey(RegistryKind.TDE, "x", "1.0.0")),
                    () -> platform.artifacts().exists("s3://bucket/key"));

            // then
            calls.forEach(call -> assertThatThrownBy(call).isInstanceOf(PortUnavailableException.class));
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
