package dev.trellis.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input at the edges of a running platform: each gets a code and a message that a person can act on. */
class BadInputIT {
    static final Path TRIAL = Path.of("src/test/resources/trial").toAbsolutePath();

    private static TrialPlatform platform;
    private static HostileWeb web;

    @BeforeAll
    static void start() {
        web = HostileWeb.start();
        platform = TrialPlatform.start(Map.of());
        platform.trellis("apply", "-f", TRIAL.toString(), "--set", "web_port=" + web.port())
                .expect(0);
    }

    @AfterAll
    static void stop() {
        web.close();
        platform.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "trial.garbage | output_not_json",
                "trial.exits   | script_failed",
                "trial.forever | timeout",
                "trial.floods  | output_too_large",
                "trial.fills   | script_failed: .*File too large",
                "trial.bomb    | 'script_failed|script_killed|timeout|no_output'",
                "trial.bad-sql | sql_42P01",
            })
    void shouldRaiseCodedIncidentWhenScriptOrStatementMisbehaves(String taskType, String code) {
        // given
        String instance = platform.submit("{\"task_type\":\"" + taskType + "\",\"inputs\":{}}");

        // when
        JsonNode incident = platform.incidentOf(instance);

        // then
        assertThat(incident.get("message").asText()).containsPattern("(?s)" + code);
        assertThat(platform.instance(instance).get("state").asText()).isEqualTo("running");
    }

    @Test
    void shouldShowTheEndOfStandardErrorWhenScriptExitsNonZero() {
        // given
        String instance = platform.submit("{\"task_type\":\"trial.exits\",\"inputs\":{}}");

        // when
        JsonNode incident = platform.incidentOf(instance);

        // then
        assertThat(incident.get("message").asText())
                .contains("the disk of the script is full")
                .contains("3");
    }

    @Test
    void shouldLeaveNoProcessBehindWhenScriptForksAwayAndTimesOut() {
        // given
        String instance = platform.submit("{\"task_type\":\"trial.forks\",\"inputs\":{}}");

        // when
        JsonNode incident = platform.incidentOf(instance);

        // then
        assertThat(incident.get("message").asText()).contains("timeout");
        assertThat(ProcessHandle.allProcesses().filter(p -> isScript(p, "forks.py")))
                .isEmpty();
    }

    private static boolean isScript(ProcessHandle process, String name) {
        return process.info().commandLine().orElse("").contains(name);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/status/500, http_500",
        "/never, timeout", // of the call or of the attempt, whichever is first
        "/redirect, http_(redirect|host)_refused",
    })
    void shouldRaiseCodedIncidentWhenServiceMisbehaves(String path, String code) {
        // given
        String instance = platform.submit(
                "{\"task_type\":\"trial.call\",\"inputs\":{\"url\":\"http://127.0.0.1:" + web.port() + path + "\"}}");

        // when
        JsonNode incident = platform.incidentOf(instance);

        // then
        assertThat(incident.get("message").asText()).containsPattern(code);
        assertThat(web.forbiddenReached())
                .as("the redirect's target was called")
                .isFalse();
    }

    @Test
    void shouldRefuseAddressWhenPolicyDoesNotNameIt() {
        // given
        String instance = platform.submit("{\"task_type\":\"trial.call\",\"inputs\":{\"url\":\"http://127.0.0.1:"
                + web.forbiddenPort() + "/\"}}");

        // when
        JsonNode incident = platform.incidentOf(instance);

        // then
        assertThat(incident.get("message").asText()).contains("127.0.0.1:" + web.forbiddenPort());
        assertThat(web.forbiddenReached()).isFalse();
    }

    @Test
    void shouldNameTheFileWhenArtifactIsMissing() {
        // given
        String instance = platform.submit(
                "{\"task_type\":\"trial.fetch\",\"inputs\":{\"from\":\"s3://trellis-artifacts/no/such\",\"to\":\"s3://trellis-artifacts/x\"}}");

        // when
        JsonNode incident = platform.incidentOf(instance);

        // then
        assertThat(incident.get("message").asText()).contains("s3://trellis-artifacts/no/such");
    }

    @Test
    void shouldRefuseOrRaiseIncidentWhenTaskTypeIsUnknown() {
        // given
        String spec = "{\"task_type\":\"no.such.type\",\"inputs\":{}}";

        // when
        HostRest.Answer answer = platform.host().post("/v1/tasks", spec);

        // then
        assertThat(reason(answer)).contains("no.such.type");
    }

    @Test
    void shouldNameThePathWhenInputBreaksTheSchema() {
        // given
        String spec = "{\"task_type\":\"trial.echo\",\"inputs\":{\"say\":5}}";

        // when
        HostRest.Answer answer = platform.host().post("/v1/tasks", spec);

        // then
        assertThat(reason(answer)).contains("say");
    }

    /** What the caller is told at once, or else what the incident of the started instance says. */
    private static String reason(HostRest.Answer answer) {
        if (answer.status() >= 400) {
            return answer.body().toString();
        }
        return platform.incidentOf(answer.body().get("instance_id").asText()).toString();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/tasks     | {\"task_type\":                                  | 400",
                "/v1/tasks     | {\"task_type\":\"trial.echo\",\"surprise\":1}    | 4",
                "/v1/tasks     | {\"inputs\":{}}                                  | 4",
                "/v1/instances | {\"process\":\"no.such\",\"variables\":{}}       | 4",
                "/v1/instances | {\"process\":\"trial.chain\",\"version\":\"^9\"} | 4",
                "/v1/instances | []                                               | 4",
                "/v1/messages  | {\"name\":5}                                     | 4",
            })
    void shouldAnswerWithProblemWhenRequestIsBad(String path, String body, String status) {
        // when
        HostRest.Answer answer = platform.host().post(path, body);

        // then
        assertThat(Integer.toString(answer.status())).startsWith(status);
        assertThat(answer.body().path("code").asText()).isNotBlank();
        assertThat(answer.body().path("detail").asText()).isNotBlank();
    }

    @Test
    void shouldRefuseUnauthorizedCallers() {
        // when
        HostRest.Answer answer = new HostRest(
                        platform.description().at("/services/engine/endpoint").asText(), "wrong")
                .post("/v1/tasks", "{}");

        // then
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body().path("code").asText()).isNotBlank();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "doctype.bpmn, DOCTYPE",
        "script-task.bpmn, scriptTask",
        "java-class.bpmn, class",
        "activiti.bpmn, activiti",
        "expression-in-name.bpmn, name",
        "broken.bpmn, </task>",
        "unsupported.bpmn, complexGateway",
    })
    void shouldNameElementAndLineWhenProcessIsHostile(String file, String named) {
        // given
        Path folder = TRIAL.resolveSibling("hostile").resolve(file.replace(".bpmn", ""));

        // when
        TrellisCommand.Ran ran = platform.trellis("apply", "-f", folder.toString());

        // then
        assertThat(ran.exit()).as(ran.out() + ran.err()).isNotZero();
        assertThat(ran.out() + ran.err()).contains(named).containsPattern("hostile\\.bpmn:\\d+:\\d+");
        assertThat(platform.trellis("registry", "show", "process", "hostile.one")
                        .exit())
                .isNotZero();
    }
}
