package dev.trellis.tde.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.http.RecordingServer.Reply;
import dev.trellis.tde.testkit.RequestBuilder;
import dev.trellis.tde.testkit.TaskBench;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies, credentials, repeated calls and saved answers, against a real server. */
final class HttpCallsIT {
    private final TaskBench bench =
            TaskBench.of(new HttpKind(SystemDefaultDnsResolver.INSTANCE, InstantSource.system()));
    private RecordingServer server = answering((seen, count) -> Reply.json("{\"ok\":true}"));

    @BeforeEach
    void keepSecrets() {
        bench.secrets().put("KEY", "user:s3cret");
        bench.secrets().put("TORN", "a\r\nX-Injected: 1");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldSendAWebFormWhenTheBodyIsOne() throws Exception {
        // given
        var request = to("/form", "'method':'POST','body_form':'form','body':'fields'")
                .inputs("{\"fields\":{\"a\":\"x & y\",\"n\":1.50,\"list\":[1,true],\"none\":null}}");

        // when
        var unused = bench.outputs(request.build());

        // then
        var seen = server.seen().getFirst();
        assertThat(seen.body()).isEqualTo("a=x+%26+y&n=1.50&list=1&list=true");
        assertThat(seen.headers().get("content-type")).startsWith("application/x-www-form-urlencoded");
    }

    @Test
    void shouldSendFilesAsPartsWhenTheBodyIsMultipart() throws Exception {
        // given
        ArtifactRef file = bench.store("in/report.txt", "the report");
        var request = to("/upload", "'method':'POST','body_form':'multipart'")
                .inputs("{\"title\":\"Über\",\"file\":{\"artifact\":\"" + file.uri() + "\"}}");

        // when
        var unused = bench.outputs(request.build());

        // then
        var seen = server.seen().getFirst();
        assertThat(seen.headers().get("content-type"))
                .startsWith("multipart/form-data; ")
                .contains("boundary=");
        assertThat(seen.body())
                .contains("name=\"title\"", "\r\n\r\nÜber\r\n")
                .contains("name=\"file\"; filename=\"report.txt\"", "\r\n\r\nthe report\r\n");
    }

    @Test
    void shouldStreamTheArtifactWhenItIsTheBody() throws Exception {
        // given
        ArtifactRef file = bench.store("in/rows.csv", "a,b\n1,2\n");
        var request = to(
                        "/put",
                        "'method':'PUT','body_form':'artifact','body':'csv','headers':{'Content-Type':'text/csv'}")
                .inputs("{\"csv\":\"" + file.uri() + "\"}");

        // when
        var unused = bench.outputs(request.build());

        // then
        assertThat(server.seen().getFirst().body()).isEqualTo("a,b\n1,2\n");
        assertThat(server.seen().getFirst().headers()).containsEntry("content-type", "text/csv");
    }

    @Test
    void shouldSaveTheAnswerWhenItIsToBecomeAnArtifact() throws Exception {
        // given an answer that would not fit into memory's limit
        server = answering((seen, count) -> new Reply(200, Map.of("Content-Type", "text/plain"), "x".repeat(5000)));
        var request = to("/report", "'save_as':'report.txt'");

        // when
        var outputs = bench.outputs(request.build());

        // then
        assertThat(bench.read(outputs.get("artifact").textValue())).hasSize(5000);
        assertThat(outputs.get("size").longValue()).isEqualTo(5000);
        assertThat(outputs.get("content_type").textValue()).isEqualTo("text/plain");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            too large | 200 | 9000 | 'save_as':'a.txt'                                   | http_response_too_large
            no success| 404 | 10   | 'save_as':'a.txt'                                   | http_404
            bad name  | 200 | 10   | 'save_as':'../a.txt'                                | invalid_request
            two ways  | 200 | 10   | 'save_as':'a.txt','response':{'a':'/a'}             | invalid_request
            schema    | 200 | 10   | 'answer_schema':{'type':'object'}                   | http_unexpected_body
            repeated  | 200 | 10   | 'method':'POST','calls':3                           | invalid_request
            header    | 200 | 10   | 'headers':{'Transfer-Encoding':'chunked'}           | invalid_request
            auth      | 200 | 10   | 'auth':{'scheme':'bearer','secret':'s3cret'}        | invalid_request
            scheme    | 200 | 10   | 'auth':{'scheme':'digest','secret':'secret://KEY'}  | invalid_request
            torn      | 200 | 10   | 'auth':{'scheme':'bearer','secret':'secret://TORN'} | invalid_input
            """)
    void shouldFailWithCodeWhenItIs(String what, int status, int size, String settings, String code) throws Exception {
        // given
        server = answering((seen, count) -> new Reply(status, Map.of(), "x".repeat(size)));

        // when
        TaskError error = bench.error(to("/", settings).build());

        // then
        assertThat(error.code()).as(what + ": " + error.message()).isEqualTo(code);
        assertThat(error.message()).doesNotContain("s3cret'").doesNotContain("X-Injected");
    }

    @ParameterizedTest
    @CsvSource({"bearer, Bearer user:s3cret", "basic, Basic dXNlcjpzM2NyZXQ="})
    void shouldAuthenticateWhenASecretIsReferredTo(String scheme, String header) throws Exception {
        // given
        var request = to("/", "'auth':{'scheme':'" + scheme + "','secret':'secret://KEY'}");

        // when
        var unused = bench.outputs(request.build());

        // then
        assertThat(server.seen().getFirst().headers()).containsEntry("authorization", header);
    }

    @Test
    void shouldCallAgainWhenTheServiceAsksToComeBack() throws Exception {
        // given
        server = answering((seen, count) ->
                count < 3 ? Reply.status(503, "Retry-After", "0") : Reply.json("{\"n\":" + count + "}"));

        // when
        var outputs = bench.outputs(to("/", "'calls':3").build());

        // then
        assertThat(outputs.at("/body/n").intValue()).isEqualTo(3);
        assertThat(server.seen()).hasSize(3);
    }

    @Test
    void shouldLeaveItToTheKernelWhenTheServiceAsksForMoreTimeThanThereIs() throws Exception {
        // given
        server = answering((seen, count) -> Reply.status(429, "Retry-After", "3600"));

        // when
        TaskError error = bench.error(to("/", "'calls':3").build());

        // then
        assertThat(error.code()).isEqualTo("http_429");
        assertThat(error.retryable()).isTrue();
        assertThat(error.message()).contains("3600");
        assertThat(server.seen()).hasSize(1);
    }

    @Test
    void shouldNotCallAgainWhenTheFailureWouldNotPass() throws Exception {
        // given
        server = answering((seen, count) -> Reply.status(400));

        // when
        TaskError error = bench.error(to("/", "'calls':3").build());

        // then
        assertThat(error.code()).isEqualTo("http_400");
        assertThat(server.seen()).hasSize(1);
    }

    @Test
    void shouldNameTheKeyAsTheServiceWantsItWhenItWantsAnother() throws Exception {
        // given
        var own = to("/", "'method':'POST','idempotency_header':'X-Request-Id'").idempotencyKey("mine");
        var none = to("/", "'method':'POST','idempotency_header':'none'").task("task-2", 1);

        // when
        var first = bench.outputs(own.build());
        var second = bench.outputs(none.build());

        // then
        assertThat(first).isEqualTo(second);
        assertThat(server.seen().get(0).headers()).containsEntry("x-request-id", "mine");
        assertThat(server.seen().get(1).headers().keySet()).doesNotContain("x-request-id", "idempotency-key");
    }

    private static RecordingServer answering(BiFunction<RecordingServer.Seen, Integer, Reply> script) {
        return new RecordingServer("127.0.0.1", script);
    }

    private RequestBuilder to(String path, String settings) {
        String host = "127.0.0.1:" + server.port();
        String rails =
                "'guard_rails':{'secrets':{'names':['KEY','TORN']},'http':{'allow_private':true,'max_response_bytes':1000,'max_file_bytes':8000,"
                        + "'allowed_hosts':['" + host + "']}}";
        String all = JsonText.write(JsonText.parse(("{" + settings + "," + rails + "}").replace('\'', '"')));
        return bench.request().ref("http://" + host + path).settings(all);
    }
}
