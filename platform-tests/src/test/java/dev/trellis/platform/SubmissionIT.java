package dev.trellis.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queues as an interface: submissions by any SQS client, and what becomes of messages that nobody can read. */
class SubmissionIT {
    private static TrialPlatform platform;
    private static RawQueues queues;

    @BeforeAll
    static void start() {
        platform = TrialPlatform.start(Map.of("TRELLIS_PORT_OFFSET", "1300"));
        platform.trellis("apply", "-f", BadInputIT.TRIAL.toString(), "--set", "web_port=1")
                .expect(0);
        queues = new RawQueues(platform.description());
    }

    @AfterAll
    static void stop() {
        queues.close();
        platform.close();
    }

    @Test
    void shouldRunOnceWhenTheSameTaskIsSubmittedTwice() {
        // given
        String spec = """
                {"task_type":"trial.echo","inputs":{"say":"once"},"idempotency_key":"submission-once"}""";

        // when
        queues.send("trellis-submissions", spec);
        queues.send("trellis-submissions", spec);

        // then
        List<JsonNode> tasks = endedTasks("trial.echo", 1);
        queues.awaitEmpty("trellis-submissions");
        assertThat(tasks).hasSize(1);
        assertThat(endedTasks("trial.echo", 1)).hasSize(1);
    }

    @Test
    void shouldRunOnceWhenTheSameCaseIsStartedTwice() {
        // given
        String start = """
                {"process":"trial.chain","variables":{"name":"case","pause":0},"business_key":"case-1"}""";

        // when
        queues.send("trellis-submissions", start);
        queues.send("trellis-submissions", start);
        queues.awaitEmpty("trellis-submissions");

        // then
        List<JsonNode> instances = TrialPlatform.eventually(
                "the case", () -> instancesOf("trial.chain"), list -> !list.isEmpty(), list -> list);
        assertThat(instances).hasSize(1);
        platform.ended(instances.getFirst().get("id").asText());
        assertThat(platform.ledger().effects("case")).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trellis-submissions", "trellis-outcomes", "trellis-task-trial-echo"})
    void shouldRaiseIncidentWhenMessageCannotBeRead(String queue) {
        // when
        queues.send(queue, "{\"this is\": not JSON");

        // then
        JsonNode incident = TrialPlatform.eventually(
                "an incident for the message on " + queue,
                () -> items(platform.host().get("/v1/incidents?state=open&limit=500")),
                list -> list.stream().anyMatch(item -> item.toString().contains(queue)),
                list -> list.stream()
                        .filter(item -> item.toString().contains(queue))
                        .findFirst()
                        .orElseThrow());
        assertThat(incident.get("code").asText()).isNotBlank();
        queues.awaitEmpty(queue);
        queues.awaitEmpty(queue + "-dlq");
    }

    @Test
    void shouldChangeNothingWhenOutcomeIsForged() {
        // given
        String instance = platform.submit("{\"task_type\":\"trial.gated\",\"inputs\":{\"say\":\"held\"}}");
        JsonNode task = TrialPlatform.eventually(
                "the held task",
                () -> items(platform.host().get("/v1/tasks?instance=" + instance)),
                list -> !list.isEmpty(),
                List::getFirst);

        // when
        queues.send("trellis-outcomes", """
                {"contract":"trellis/v1","task_id":"%s","attempt":1,"attempt_token":"forged","action":"execute",
                 "status":"succeeded","outputs":{"said":"forged"},"metrics":{},
                 "started_at":"2026-01-01T00:00:00Z","finished_at":"2026-01-01T00:00:01Z"}""".formatted(task.get("id").asText()));
        queues.awaitEmpty("trellis-outcomes");

        // then
        assertThat(platform.instance(instance).get("state").asText()).isEqualTo("running");
        assertThat(platform.host()
                        .get("/v1/tasks/" + task.get("id").asText())
                        .get("status")
                        .asText())
                .isEqualTo("awaiting_approval");
    }

    @Test
    void shouldHoldTheTaskUntilAnApproverDecides() {
        // given
        String approved = platform.submit("{\"task_type\":\"trial.gated\",\"inputs\":{\"say\":\"yes\"}}");
        String rejected = platform.submit("{\"task_type\":\"trial.gated\",\"inputs\":{\"say\":\"no\"}}");

        // when
        String first = approvalOf(approved);
        String second = approvalOf(rejected);
        TrellisCommand.Ran bySubmitter = platform.trellis("approve", first);
        platform.trellis("approve", first, "--as", "approver").expect(0);
        platform.trellis("reject", second, "--as", "approver", "--reason", "not this one")
                .expect(0);

        // then
        assertThat(bySubmitter.exit()).isNotZero();
        assertThat(platform.ended(approved).get("state").asText()).isEqualTo("completed");
        assertThat(platform.incidentOf(rejected).toString()).contains("not this one");
    }

    private static String approvalOf(String instance) {
        return TrialPlatform.eventually(
                "the approval of " + instance,
                () -> items(platform.host("approver").get("/v1/inbox")),
                list -> list.stream().anyMatch(item -> item.toString().contains(instance)),
                list -> list.stream()
                        .filter(item -> item.toString().contains(instance))
                        .findFirst()
                        .orElseThrow()
                        .get("id")
                        .asText());
    }

    private static List<JsonNode> endedTasks(String type, int atLeast) {
        return TrialPlatform.eventually(
                atLeast + " ended tasks of " + type,
                () -> items(platform.host().get("/v1/tasks?type=" + type + "&status=succeeded")),
                list -> list.size() >= atLeast,
                list -> list);
    }

    private static List<JsonNode> instancesOf(String process) {
        return items(platform.host().get("/v1/instances?process=" + process));
    }

    private static List<JsonNode> items(JsonNode listing) {
        return HostRest.items(listing).toList();
    }
}
