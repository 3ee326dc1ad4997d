package dev.trellis.host.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.host.bootstrap.HostResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever goes wrong is answered with a problem document that says what, where and what to do. */
@QuarkusTest
@QuarkusTestResource(HostResource.class)
class ProblemsIT {
    private static final Http BOSS = Http.as("token-of-boss-everything");

    @Test
    void shouldAskTheHolderOfACallbackForItsTokenAlone() {
        // when
        Http.Answer unknown = Http.nobody().post("/v1/callbacks/none", "{\"status\": \"succeeded\", \"outputs\": {}}");
        Http.Answer wrong =
                Http.nobody().post("/v1/callbacks/none", "{\"status\": \"running\", \"progress\": {\"percent\": 101}}");

        // then
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.json().path("path").asText()).isEqualTo("$.progress.percent");
    }

    @Test
    void shouldNameLineAndColumnWhenTheBodyIsNoJson() {
        // when
        Http.Answer answer = BOSS.post("/v1/instances", "{\n  \"process\": oops}");

        // then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("malformed_request");
        assertThat(answer.json().path("detail").asText()).contains("line 2").contains("column");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /v1/instances            | {}                                              | $.process
                    /v1/instances            | {"process": 7}                                  | $.process
                    /v1/instances            | {"process": "a", "variables": [1]}              | $.variables
                    /v1/instances            | {"process": "a", "colour": "red"}               | $.colour
                    /v1/messages             | {"variables": {}}                               | $.name
                    /v1/instances/x/cancel   | {"reason": ""}                                  | $.reason
                    /v1/incidents/x/resolve  | {"action": "burn", "reason": "r"}               | $.action
                    /v1/tasks                | {"task_type": "a.b", "priority": "urgent"}      | $.priority
                    /v1/tasks                | {"task_type": "no.such.type"}                   | $.task_type
                    /v1/changes              | {"entries": []}                                 | $.entries
                    /v1/changes/plan         | {"entries": [{"kind": "tde", "name": "a"}]}     | $.entries[0].version
                    /v1/changes              | {"entries": [{"kind": "zoo", "name": "a"}]}     | $.entries[0].kind
                    """)
    void shouldNameThePathWhenTheContentIsWrong(String address, String body, String path) {
        // when
        Http.Answer answer = BOSS.post(address, body);

        // then
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("invalid");
        assertThat(answer.json().path("path").asText()).isEqualTo(path);
        assertThat(answer.json().at("/errors/0/path").asText()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET    | /v1/no-such-address                | 404 | not_found
                    GET    | /nowhere                           | 404 | not_found
                    DELETE | /v1/instances                      | 405 | method_not_allowed
                    GET    | /v1/instances/none                 | 404 | not_found
                    GET    | /v1/tasks/none                     | 404 | not_found
                    GET    | /v1/incidents/none                 | 404 | not_found
                    GET    | /v1/approvals/none                 | 404 | not_found
                    GET    | /v1/user-tasks/none                | 404 | not_found
                    GET    | /v1/definitions/none/1.0.0         | 404 | not_found
                    GET    | /v1/registry/zoo                   | 404 | not_found
                    GET    | /v1/registry/tde/none              | 404 | not_found
                    GET    | /v1/instances?limit=0              | 422 | invalid
                    GET    | /v1/instances?limit=many           | 422 | invalid
                    GET    | /v1/instances?state=sleeping       | 422 | invalid
                    GET    | /v1/tasks?status=sleeping          | 422 | invalid
                    GET    | /v1/incidents?state=sleeping       | 422 | invalid
                    GET    | /v1/events?after=-1                | 422 | invalid
                    """)
    void shouldAnswerWithAProblemWhenAnAddressIsWrong(String method, String path, int status, String code) {
        // when
        Http.Answer answer = BOSS.send(method, path, null, null);

        // then
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(code);
    }

    @Test
    void shouldRefuseAMediaTypeThatIsNotRead() {
        // when
        Http.Answer answer = BOSS.send("POST", "/v1/instances", "process=a", "application/x-www-form-urlencoded");

        // then
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.problem()).isEqualTo("unsupported_media_type");
    }

    @Test
    void shouldRefuseABodyThatIsTooLarge() {
        // given
        String body = "{\"process\": \"a\", \"variables\": {\"v\": \"" + "x".repeat(33 << 20) + "\"}}";

        // when
        Http.Answer answer = BOSS.post("/v1/instances", body);

        // then
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem()).isEqualTo("too_large");
    }

    @Test
    void shouldNameElementAndLineWhenTheGateRefusesADiagram() {
        // given
        String bpmn = """
                <?xml version="1.0"?>
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x">
                  <process id="p" isExecutable="true">
                    <startEvent id="s"/>
                    <scriptTask id="evil" scriptFormat="groovy"><script>1</script></scriptTask>
                  </process>
                </definitions>
                """;

        // when
        Http.Answer answer = BOSS.send("POST", "/v1/definitions/check", bpmn, "application/xml");

        // then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("accepted").asBoolean()).isFalse();
        assertThat(answer.json().path("findings")).anySatisfy(finding -> {
            assertThat(finding.path("element_id").asText()).isEqualTo("evil");
            assertThat(finding.path("line").asInt()).isEqualTo(5);
        });
    }
}
