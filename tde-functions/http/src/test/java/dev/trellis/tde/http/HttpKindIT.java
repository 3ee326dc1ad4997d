package dev.trellis.tde.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.testkit.RequestBuilder;
import dev.trellis.tde.testkit.TaskBench;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpKindIT {
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private TaskBench bench;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        bench = TaskBench.of(new HttpKind(names(), InstantSource.system()));
        bench.secrets().put("KEY", "s3cret");
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void shouldPostInputsAndGiveTheAnswerWhenServiceTakesThem() throws Exception {
        // given
        TaskRequest request = to(
                        "http://127.0.0.1:PORT/echo/{name}", "{'method':'POST','headers':{'X-Key':'secret://KEY'}}")
                .inputs("{\"name\":\"a/b c\",\"n\":1.50}")
                .build();

        // when
        var outputs = bench.outputs(request);

        // then
        assertThat(JsonText.write(outputs))
                .isEqualTo(
                        "{\"status\":200,\"body\":{\"path\":\"/echo/a%2Fb%20c\",\"body\":{\"name\":\"a/b c\",\"n\":1.50}}}");
        assertThat(seen).containsExactly("POST /echo/a%2Fb%20c key=default/task-1/execute secret=s3cret");
    }

    @Test
    void shouldTakeTheWholeAddressFromAnInputWhenTheTemplateBeginsWithIt() throws Exception {
        // given
        TaskRequest request = to("{webhook}", "{'method':'POST','response':{'got':'/path'}}")
                .inputs("{\"webhook\":\"http://127.0.0.1:" + port() + "/echo/hook?a=1\"}")
                .idempotencyKey("mine")
                .build();

        // when
        var outputs = bench.outputs(request);

        // then
        assertThat(JsonText.write(outputs)).isEqualTo("{\"got\":\"/echo/hook\"}");
        assertThat(seen.getFirst()).contains("key=mine");
    }

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource({
        "/status/500, http_500, true",
        "/status/503, http_503, true",
        "/status/429, http_429, true",
        "/status/404, http_404, false",
        "/status/304, http_304, false",
        "/large, http_response_too_large, false",
        "/silent, http_timeout, true",
        "/broken, http_connection, true",
        "/not-json, http_unexpected_body, false",
        "/to/metadata, http_redirect_refused, false",
        "/to/other-port, http_redirect_refused, false",
        "/to/file, http_redirect_refused, false",
        "/to/loop, http_redirect_refused, false"
    })
    void shouldFailWithCodeWhenServiceAnswersBadly(String path, String code, boolean retryable) throws Exception {
        // given
        TaskRequest request =
                to("http://127.0.0.1:PORT" + path, "{'response_timeout_s':1}").build();

        // when
        TaskError error = bench.error(request);

        // then
        assertThat(error.code()).as(error.message()).isEqualTo(code);
        assertThat(error.retryable()).isEqualTo(retryable);
    }

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource({
        "http://example.org/, http_host_refused",
        "http://127.0.0.1:1/, http_host_refused",
        "http://localhost:PORT/, http_host_refused",
        "http://2130706433:PORT/, http_host_refused",
        "ftp://127.0.0.1:PORT/, http_scheme_refused",
        "file:///etc/passwd, http_scheme_refused",
        "http://user:pw@127.0.0.1:PORT/, http_address_refused",
        "http://rebound.test/, http_address_refused",
        "http://metadata.test/, http_address_refused",
        "http://unknown.test/, http_unknown_host"
    })
    void shouldCallNobodyWhenAddressIsForbidden(String address, String code) throws Exception {
        // given
        TaskRequest request = to(address, "{}").build();

        // when
        TaskError error = bench.error(request);

        // then
        assertThat(error.code()).as(error.message()).isEqualTo(code);
        assertThat(seen).isEmpty();
    }

    @Test
    void shouldCallNobodyWhenPolicyIsSilent() throws Exception {
        // given
        TaskRequest request =
                bench.request().ref("http://127.0.0.1:" + port() + "/echo").build();

        // when
        TaskError error = bench.error(request);

        // then
        assertThat(error.code()).isEqualTo("http_host_refused");
        assertThat(error.message()).contains("guard_rails.http.allowed_hosts");
    }

    @Test
    void shouldKeepSecretsBackWhenRedirectedToAnotherHost() throws Exception {
        // given
        TaskRequest request = to("http://127.0.0.1:PORT/to/friend", "{'headers':{'X-Key':'secret://KEY'}}")
                .build();

        // when
        var outputs = bench.outputs(request);

        // then
        assertThat(outputs.at("/body/path").textValue()).isEqualTo("/echo/friend");
        assertThat(seen.get(0)).endsWith("secret=s3cret");
        assertThat(seen.get(1)).endsWith("secret=null");
    }

    @Test
    void shouldNotLeakTheSecretWhenItIsMissing() throws Exception {
        // given
        TaskRequest request = to("http://127.0.0.1:PORT/echo", "{'headers':{'X-Key':'secret://OTHER'}}")
                .build();

        // when
        TaskError error = bench.error(request);

        // then
        assertThat(error.code()).isEqualTo("secret_missing");
        assertThat(error.message()).contains("OTHER").doesNotContain("s3cret");
    }

    @Test
    void shouldBreakOffWhenTimeIsUp() throws Exception {
        // given
        TaskRequest request =
                to("http://127.0.0.1:PORT/drip", "{}").timeoutSeconds(1).build();

        // when
        TaskError error = bench.error(request);

        // then
        assertThat(error.code()).isEqualTo("timeout");
    }

    private RequestBuilder to(String address, String settings) {
        String rails =
                "'guard_rails':{'secrets':{'names':['KEY','OTHER']},'http':{'allow_private':true,'max_response_bytes':1000,"
                        + "'allowed_hosts':['127.0.0.1:PORT','friend.test:PORT','*.test']}}";
        String all = settings.equals("{}") ? "{" + rails + "}" : settings.replaceFirst("}$", "," + rails + "}");
        return bench.request().ref(address.replace("PORT", port())).settings(all.replace("PORT", port()));
    }

    private String port() {
        return Integer.toString(server.getAddress().getPort());
    }

    /** Names that lie: one that became private, one of a metadata service, one that is private and listed literally. */
    private static DnsResolver names() {
        Map<String, String> known =
                Map.of("rebound.test", "10.0.0.1", "metadata.test", "169.254.169.254", "friend.test", "127.0.0.1");
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                String address = known.get(host);
                if (address == null && host.endsWith(".test")) {
                    throw new UnknownHostException(host);
                }
                return InetAddress.getAllByName(address == null ? host : address);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        seen.add("%s %s key=%s secret=%s"
                .formatted(
                        exchange.getRequestMethod(),
                        path,
                        exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                        exchange.getRequestHeaders().getFirst("X-Key")));
        String kind = path.split("/")[1];
        switch (kind) {
            case "echo" -> echo(exchange, path);
            case "status" -> exchange.sendResponseHeaders(Integer.parseInt(path.substring(8)), -1);
            case "large" -> send(exchange, "text/plain", "x".repeat(1001));
            case "not-json" -> send(exchange, "application/json", "<html>");
            case "to" -> redirect(exchange, path.substring(4));
            case "drip" -> drip(exchange);
            case "silent" -> awaitEnd();
            default -> throw new IOException("the connection breaks");
        }
        exchange.close();
    }

    private static void echo(HttpExchange exchange, String path) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        send(
                exchange,
                "application/json; charset=utf-8",
                "{\"path\":\"" + path + "\",\"body\":" + (body.isEmpty() ? "null" : body) + "}");
    }

    private void redirect(HttpExchange exchange, String where) throws IOException {
        String target =
                switch (where) {
                    case "metadata" -> "http://169.254.169.254/latest/meta-data/";
                    case "other-port" -> "http://127.0.0.1:1/";
                    case "file" -> "file:///etc/passwd";
                    case "friend" -> "http://friend.test:" + port() + "/echo/friend";
                    default -> "/to/loop";
                };
        exchange.getResponseHeaders().set("Location", target);
        exchange.sendResponseHeaders(302, -1);
    }

    private void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.write('x');
        out.flush();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
