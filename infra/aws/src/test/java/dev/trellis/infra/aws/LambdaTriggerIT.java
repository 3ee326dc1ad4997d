package dev.trellis.infra.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.trellis.contract.port.PdoTrigger;
import dev.trellis.contract.port.PortUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LambdaTriggerIT {

    private final List<String> invocations = new CopyOnWriteArrayList<>();
    private HttpServer lambda;
    private int status = 202;

    @BeforeEach
    void startLambda() throws IOException {
        lambda = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        lambda.createContext("/", exchange -> {
            invocations.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type"));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        lambda.start();
    }

    @AfterEach
    void stopLambda() {
        lambda.stop(0);
    }

    private AwsPlatform platform() {
        return AwsPlatform.fromEnvironment(Map.of(
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local",
                "TRELLIS_PDO_FUNCTION", "my-pdo",
                "TRELLIS_LAMBDA_ENDPOINT",
                        "http://127.0.0.1:" + lambda.getAddress().getPort()));
    }

    @Test
    void shouldInvokeAsynchronouslyWhenNudged() {
        // given
        try (AwsPlatform platform = platform()) {
            PdoTrigger trigger = platform.pdoTrigger();

            // when
            trigger.nudge();
        }

        // then
        assertThat(invocations).containsExactly("/2015-03-31/functions/my-pdo/invocations Event");
    }

    @Test
    void shouldSayThatThePortIsUnavailableWhenTheServiceIsOutOfOrder() {
        // given
        status = 503;

        try (AwsPlatform platform = platform()) {
            PdoTrigger trigger = platform.pdoTrigger();

            // when
            // then
            assertThatThrownBy(trigger::nudge)
                    .isInstanceOf(PortUnavailableException.class)
                    .hasMessageContaining("my-pdo");
        }
    }
}
