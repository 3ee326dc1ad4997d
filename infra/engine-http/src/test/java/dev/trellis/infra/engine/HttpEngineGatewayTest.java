package dev.trellis.infra.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.engine.CycleRequest.Ask;
import dev.trellis.contract.port.PortUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEngineGatewayTest {
    private static final CycleRequest REQUEST =
            new CycleRequest("pdo", new Ask(1, 0, 0, false), List.of(), List.of(), List.of(), 0);

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void shouldSayUnavailableWhenTheHostMayAnswerLater(int status) {
        // given
        answering(status, "busy");

        // then
        assertThatExceptionOfType(PortUnavailableException.class)
                .isThrownBy(() -> gateway().cycle(REQUEST))
                .withMessageContaining(String.valueOf(status))
                .withMessageContaining("busy");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 403, 404, 413, 422})
    void shouldSayRefusedWhenAskingAgainIsNoUse(int status) {
        // given
        answering(status, "{\"detail\":\"because\"}");

        // then
        assertThatExceptionOfType(EngineRefusedException.class)
                .isThrownBy(() -> gateway().cycle(REQUEST))
                .withMessageContaining(String.valueOf(status))
                .withMessageContaining("because");
    }

    @Test
    void shouldNeverShowTheTokenWhenTheHostRefusesIt() throws IOException {
        // given
        try (ServedEngine served = new ServedEngine(request -> CycleReply.empty())) {
            HttpEngineGateway gateway = new HttpEngineGateway(served.address(), "wrong-token");

            // then
            assertThatExceptionOfType(EngineRefusedException.class)
                    .isThrownBy(() -> gateway.cycle(REQUEST))
                    .withMessageContaining("401")
                    .withMessageNotContaining("wrong-token");
        }
    }

    @Test
    void shouldSayUnavailableWhenNobodyListens() throws IOException {
        // given
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        HttpEngineGateway gateway = new HttpEngineGateway(URI.create("http://127.0.0.1:" + port), "token");

        // then
        assertThatExceptionOfType(PortUnavailableException.class).isThrownBy(() -> gateway.cycle(REQUEST));
    }

    @Test
    void shouldSayUnavailableWhenTheHostHangs() throws IOException {
        // given
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            HttpEngineGateway gateway = new HttpEngineGateway(
                    URI.create("http://127.0.0.1:" + silent.getLocalPort()), "token", Duration.ofMillis(50));

            // then
            assertThatExceptionOfType(PortUnavailableException.class)
                    .isThrownBy(() -> gateway.cycle(REQUEST))
                    .withMessageContaining("does not answer");
        }
    }

    @Test
    void shouldSayUnavailableWhenTheConnectionBreaksInTheMiddle() {
        // given
        server.createContext("/v1/pdo/cycle", exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write("{\"tasks\"".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });

        // then
        assertThatExceptionOfType(PortUnavailableException.class)
                .isThrownBy(() -> gateway().cycle(REQUEST));
    }

    @Test
    void shouldSayRefusedWhenTheAnswerIsNotOfThisContract() {
        // given
        answering(200, "<html>a proxy's page</html>");

        // then
        assertThatExceptionOfType(EngineRefusedException.class)
                .isThrownBy(() -> gateway().cycle(REQUEST))
                .withMessageContaining("contract");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "localhost:8420", "ftp://host"})
    void shouldRefuseAnAddressThatIsNotHttp(String address) {
        // then
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new HttpEngineGateway(URI.create(address), "token"))
                .withMessageContaining("http://");
    }

    @Test
    void shouldKeepTheBasePathOfTheAddress() {
        // given
        answering("/trellis/v1/pdo/cycle", 503, "behind a prefix");

        // then
        assertThatExceptionOfType(PortUnavailableException.class)
                .isThrownBy(() -> new HttpEngineGateway(URI.create(base() + "/trellis/"), "token").cycle(REQUEST))
                .withMessageContaining("behind a prefix");
    }

    private void answering(int status, String body) {
        answering("/v1/pdo/cycle", status, body);
    }

    private void answering(String path, int status, String body) {
        server.createContext(path, exchange -> {
            try (exchange) {
                ServedEngine.answer(exchange, status, body);
            }
        });
    }

    private HttpEngineGateway gateway() {
        return new HttpEngineGateway(URI.create(base()), "token");
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Test
    void shouldFindNothingToLeaseWhenTheAnswerIsEmpty() throws IOException {
        // given
        try (ServedEngine served = new ServedEngine(request -> CycleReply.empty())) {

            // when
            var reply = new HttpEngineGateway(served.address(), ServedEngine.TOKEN).cycle(REQUEST);

            // then
            assertThat(reply.tasks()).isEmpty();
        }
    }
}
