package dev.trellis.tde.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.testkit.RequestBuilder;
import dev.trellis.tde.testkit.TaskBench;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a server that speaks the wire formats of the services. */
final class ModelKindIT {
    private static final String SCHEMA =
            "'response_schema':{'type':'object','required':['sum'],'properties':{'sum':{'type':'integer'}}}";

    private final TaskBench bench = TaskBench.of(new ModelKind());
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private int status = 200;
    private String answer = "{}";

    private record Seen(String path, String authorization, JsonNode body) {}

    @BeforeEach
    void start() throws IOException {
        bench.secrets().put("KEY", "s3cret-key");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.add(new Seen(
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    JsonText.parse(exchange.getRequestBody().readAllBytes())));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldAnswerAndCountWhenTheServiceSpeaksAsOpenAi() throws Exception {
        // given
        answer = openAi("Good day", "stop");
        var request = openAi("'system':'Be brief.','prompt':'Greet {name}','max_tokens':50,'secret':'secret://KEY',"
                        + "'price_per_million':{'input':2,'output':8}")
                .inputs("{\"name\":\"{name} ${x} \\\\1\"}");

        // when
        Outcome outcome = bench.run(request.build());

        // then
        assertThat(outcome.metrics()).containsEntry("input_tokens", 1000.0).containsEntry("output_tokens", 500.0);
        assertThat(outcome.metrics().get("cost")).isEqualTo(0.006);
        assertThat(said(outcome)).isEqualTo("{\"answer\":\"Good day\",\"finish_reason\":\"stop\"}");
        Seen call = seen.getFirst();
        assertThat(call.path()).isEqualTo("/v1/chat/completions");
        assertThat(call.authorization()).isEqualTo("Bearer s3cret-key");
        assertThat(call.body().path("max_tokens").asInt()).isEqualTo(50);
        assertThat(call.body().at("/messages/0/content").asText()).isEqualTo("Be brief.");
        assertThat(call.body().at("/messages/1/content").asText()).isEqualTo("Greet {name} ${x} \\1");
    }

    @Test
    void shouldGiveWhatTheSchemaSaysWhenOneIsSet() throws Exception {
        // given
        answer = openAi("{\"sum\": 4}", "stop");

        // when
        var outputs = bench.outputs(openAi("'prompt':'2+2'," + SCHEMA).build());

        // then
        assertThat(outputs.at("/answer/sum").intValue()).isEqualTo(4);
        assertThat(seen.getFirst().body().at("/response_format/type").asText()).startsWith("json_");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            not JSON     | four            | stop   | model_unexpected_answer
            other JSON   | {"sum": "four"} | stop   | model_unexpected_answer
            cut          | {"sum": 4       | length | model_answer_cut
            """)
    void shouldAskAgainLaterWhenTheAnswerIsNot(String what, String text, String reason, String code) throws Exception {
        // given
        answer = openAi(text, reason);

        // when
        TaskError error = bench.error(openAi("'prompt':'2+2'," + SCHEMA).build());

        // then
        assertThat(error.code()).as(what + ": " + error.message()).isEqualTo(code);
        assertThat(error.retryable()).isTrue();
    }

    @Test
    void shouldAnswerAndCountWhenTheServiceIsOllama() throws Exception {
        // given
        answer =
                "{\"model\":\"m\",\"created_at\":\"2026-01-31T12:00:00Z\",\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},"
                        + "\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":7,\"eval_count\":3}";

        // when
        Outcome outcome = bench.run(
                request("ollama", "", "'prompt':'Hello','max_tokens':9").build());

        // then
        assertThat(said(outcome)).contains("Hi");
        assertThat(outcome.metrics()).containsEntry("input_tokens", 7.0).containsEntry("output_tokens", 3.0);
        assertThat(seen.getFirst().path()).isEqualTo("/api/chat");
        assertThat(seen.getFirst().body().at("/options/num_predict").asInt()).isEqualTo(9);
    }

    @Test
    void shouldGiveVectorsWhenTextsAreToBeEmbedded() throws Exception {
        // given
        answer =
                "{\"object\":\"list\",\"model\":\"m\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.5,-1.0]},"
                        + "{\"object\":\"embedding\",\"index\":1,\"embedding\":[0.25,2.0]}],\"usage\":{\"prompt_tokens\":4,\"total_tokens\":4}}";

        // when
        var outputs = bench.outputs(openAi("'operation':'embed'")
                .inputs("{\"texts\":[\"a\",\"b\"]}")
                .build());

        // then
        assertThat(JsonText.write(outputs)).isEqualTo("{\"embeddings\":[[0.5,-1.0],[0.25,2.0]]}");
        assertThat(seen.getFirst().path()).isEqualTo("/v1/embeddings");
    }

    @ParameterizedTest(name = "status {0} gives {1}")
    @CsvSource({
        "401, model_unauthorized, false",
        "404, model_unknown, false",
        "400, model_request_refused, false",
        "429, model_rate_limited, true",
        "500, model_unavailable, true",
        "503, model_unavailable, true"
    })
    void shouldFailWithCodeAndWithoutItsWordsWhenTheServiceRefuses(int refusal, String code, boolean retryable)
            throws Exception {
        // given
        status = refusal;
        answer = "{\"error\":{\"message\":\"Incorrect API key provided: s3cret-key\"}}";

        // when
        TaskError error =
                bench.error(openAi("'prompt':'x','secret':'secret://KEY'").build());

        // then
        assertThat(error.code()).as(error.message()).isEqualTo(code);
        assertThat(error.retryable()).isEqualTo(retryable);
        assertThat(error.message()).doesNotContain("s3cret");
        assertThat(seen).hasSize(1);
    }

    @Test
    void shouldFollowNoRedirectWhenTheServiceLeadsElsewhere() throws Exception {
        // given
        status = 302;

        // when
        TaskError error = bench.error(openAi("'prompt':'x'").build());

        // then
        assertThat(error.code()).startsWith("model_");
        assertThat(seen).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            budget     | 'prompt':'x','max_tokens':100,'price_per_million':{'output':1000000} | model_budget
            unpriced   | 'prompt':'x'                                                         | model_budget
            tokens     | 'prompt':'x','max_tokens':5000                                       | invalid_request
            long       | 'prompt':'{long}','price_per_million':{'output':1}                   | model_input_too_long
            missing    | 'prompt':'{absent}','price_per_million':{'output':1}                 | invalid_input
            no secret  | 'prompt':'x','secret':'secret://NONE','price_per_million':{'output':1} | secret_missing
            bare key   | 'prompt':'x','secret':'s3cret'                                       | invalid_request
            """)
    void shouldCallNobodyWhenItMayNotBe(String what, String settings, String code) throws Exception {
        // given
        var request = request("openai", "/v1", settings, ",'max_cost':1,'max_input_chars':100,'max_tokens':200")
                .inputs("{\"long\":\"" + "x".repeat(101) + "\"}");

        // when
        TaskError error = bench.error(request.build());

        // then
        assertThat(error.code()).as(what + ": " + error.message()).isEqualTo(code);
        assertThat(seen).isEmpty();
    }

    @Test
    void shouldCallNobodyWhenPolicyIsSilent() throws Exception {
        // given
        var request = bench.request()
                .ref("m")
                .settings("{'provider':'openai','base_url':'http://127.0.0.1:"
                        + server.getAddress().getPort() + "/v1','prompt':'x'}");

        // when
        TaskError error = bench.error(request.build());

        // then
        assertThat(error.code()).isEqualTo("model_host_refused");
        assertThat(seen).isEmpty();
    }

    private static String said(Outcome outcome) {
        return outcome.result() instanceof Result.Succeeded(Payload.Inline(Json json), var files)
                ? json.text() + (files.isEmpty() ? "" : files)
                : outcome.result().toString();
    }

    private RequestBuilder openAi(String settings) {
        return request("openai", "/v1", settings);
    }

    private RequestBuilder request(String provider, String path, String settings) {
        return request(provider, path, settings, "");
    }

    private RequestBuilder request(String provider, String path, String settings, String rails) {
        String host = "127.0.0.1:" + server.getAddress().getPort();
        return bench.request()
                .ref("m")
                .settings("{'provider':'" + provider + "','base_url':'http://" + host + path + "'," + settings
                        + ",'guard_rails':{'secrets':{'names':['KEY','NONE']},'model':{'allowed_hosts':['" + host + "']"
                        + rails + "}}}");
    }

    private static String openAi(String text, String reason) {
        return "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{"
                + "\"role\":\"assistant\",\"content\":" + JsonText.quote(text) + "},\"finish_reason\":\"" + reason
                + "\"}],"
                + "\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":500,\"total_tokens\":1500}}";
    }
}
