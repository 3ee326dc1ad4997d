package dev.trellis.host.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.QueueNames;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.host.api.Http;
import dev.trellis.host.bootstrap.Executors;
import dev.trellis.host.bootstrap.HostResource;
import dev.trellis.host.bootstrap.Orchestrator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What arrives by queue: submissions, messages that nobody can read, dead letters; and the human gate on the way. */
@QuarkusTest
@QuarkusTestResource(HostResource.class)
class QueuesIT {
    private static final Http ANNA = Http.as("token-of-anna-author");
    private static final Http ADAM = Http.as("token-of-adam-approver");
    private static final Http BOSS = Http.as("token-of-boss-everything");

    @Inject
    MessageQueues queues;

    @Inject
    Orchestrator orchestrator;

    @Inject
    Executors executors;

    @BeforeEach
    void apply() {
        executors.put("edge.echo", inputs -> Executors.succeeded(inputs.text()));
        ObjectNode change = JsonText.object();
        change.putArray("entries")
                .addObject()
                .put("kind", "tde")
                .put("name", "edge.echo")
                .put("version", "1.0.0")
                .put("adapter", "http")
                .put("ref", "https://echo.example.org/")
                .set("input_schema", JsonText.parse("{\"type\": \"object\", \"required\": [\"n\"]}"));
        Http.Answer answer = ANNA.post("/v1/changes", JsonText.write(change));
        assertThat(answer.status()).as(answer.body()).isIn(200, 202);
        if (answer.status() == 202) {
            String id = answer.json().path("instance_id").asText();
            orchestrator.workUntil(() -> state(id).equals("completed"));
        }
    }

    @Test
    void shouldRunATaskSpecOnceWhenItIsSubmittedTwice() {
        // given
        String spec = "{\"task_type\": \"edge.echo\", \"inputs\": {\"n\": 1.50}, \"business_key\": \"queued\"}";

        // when
        send(QueueNames.SUBMISSIONS, spec, spec);
        orchestrator.workUntil(() -> queues.depth(QueueNames.SUBMISSIONS) == 0 && completed("queued") == 1);

        // then
        JsonNode found = ANNA.get("/v1/instances?business_key=queued").json().path("items");
        assertThat(found).hasSize(1);
        assertThat(found.path(0).path("submitter").asText()).isEqualTo("queue:trellis-submissions");
        assertThat(ANNA.get("/v1/instances/" + found.path(0).path("id").asText() + "/variables")
                        .body())
                .contains("\"outputs\":{\"n\":1.50}");
    }

    @Test
    void shouldSayWhereASubmissionIsWrong() {
        // when
        send(QueueNames.SUBMISSIONS, "{\"task_type\": \"edge.echo\"", "{\"task_type\": \"edge.echo\", \"inputs\": {}}");
        orchestrator.workUntil(() -> incident("submission.unreadable") && incident("submission.refused"));

        // then
        assertThat(message("submission.unreadable")).contains("line 1").contains("column");
        assertThat(message("submission.refused")).contains("$.inputs").contains("n");
        assertThat(queues.depth(QueueNames.deadLetter(QueueNames.SUBMISSIONS))).isZero();
    }

    @Test
    void shouldMakeAnIncidentOfOutcomesThatNobodyCanRead() {
        // when
        send(QueueNames.OUTCOMES, "not json", "not json");
        orchestrator.workUntil(() -> queues.depth(QueueNames.OUTCOMES) == 0 && incident("outcome.unreadable"));

        // then
        assertThat(incidents(incident ->
                        incident.path("details").path("body").asText().equals("not json")))
                .hasSize(1);
    }

    @Test
    void shouldMakeAnIncidentOfADeadLetter() {
        // when
        send(QueueNames.deadLetter(QueueNames.EVENTS), "{\"an\": \"event\"}");
        orchestrator.workUntil(() -> incident("message.dead_letter"));

        // then
        assertThat(queues.depth(QueueNames.deadLetter(QueueNames.EVENTS))).isZero();
        JsonNode incident = incidents(one -> one.path("code").asText().equals("message.dead_letter"))
                .getFirst();
        assertThat(incident.at("/details/body").asText()).isEqualTo("{\"an\": \"event\"}");
    }

    @Test
    void shouldHoldATaskUntilAnotherPersonApproves() {
        // given
        String id = submit("held");

        // when
        JsonNode item = inbox(id);
        String approval = "/v1/approvals/" + item.path("id").asText();
        Http.Answer bySubmitter = BOSS.post(approval + "/approve", "{}");
        Http.Answer byAdam = ADAM.post(approval + "/approve", "{\"reason\": \"fine\"}");
        Http.Answer again = ADAM.post(approval + "/approve", "{}");
        orchestrator.workUntil(() -> completed("held") == 1);

        // then
        assertThat(item.at("/inputs/n").asInt()).isEqualTo(7);
        assertThat(bySubmitter.status()).isEqualTo(403);
        assertThat(byAdam.status()).as(byAdam.body()).isEqualTo(200);
        assertThat(byAdam.json().path("decided_by").asText()).isEqualTo("adam");
        assertThat(again.status()).isEqualTo(409);
    }

    @Test
    void shouldNeverRunARejectedTaskEvenWhenAnOperatorRetries() {
        // given
        String id = submit("rejected");
        String approval = "/v1/approvals/" + inbox(id).path("id").asText();

        // when
        Http.Answer withoutReason = ADAM.post(approval + "/reject", "{}");
        Http.Answer rejected = ADAM.post(approval + "/reject", "{\"reason\": \"too dear\"}");
        JsonNode incident = BOSS.get("/v1/instances/" + id).json().at("/incidents/0");
        Http.Answer retried = BOSS.post("/v1/incidents/" + incident.path("id").asText() + "/retry", "{}");

        // then
        assertThat(withoutReason.status()).isEqualTo(422);
        assertThat(rejected.json().path("state").asText()).isEqualTo("rejected");
        assertThat(incident.path("message").asText()).contains("too dear");
        assertThat(retried.status()).as(retried.body()).isEqualTo(409);
    }

    private String submit(String key) {
        Http.Answer started = BOSS.post(
                "/v1/tasks",
                "{\"task_type\": \"edge.echo\", \"inputs\": {\"n\": 7}, \"policy\": {\"human_gate\": true},"
                        + " \"business_key\": \"%s\"}".formatted(key));
        assertThat(started.status()).as(started.body()).isEqualTo(201);
        return started.json().path("instance_id").asText();
    }

    private static JsonNode inbox(String instance) {
        return StreamSupport.stream(ADAM.get("/v1/inbox").json().path("items").spliterator(), false)
                .filter(item -> item.path("instance_id").asText().equals(instance))
                .findFirst()
                .orElseThrow();
    }

    private void send(String queue, String... bodies) {
        assertThat(queues.send(queue, List.of(bodies))).isEmpty();
    }

    private static long completed(String businessKey) {
        JsonNode found = ANNA.get("/v1/instances?state=completed&business_key=" + businessKey)
                .json();
        return found.path("items").size();
    }

    private static String state(String id) {
        return ANNA.get("/v1/instances/" + id).json().path("state").asText();
    }

    private static boolean incident(String code) {
        return !incidents(incident -> incident.path("code").asText().equals(code))
                .isEmpty();
    }

    private static String message(String code) {
        return incidents(incident -> incident.path("code").asText().equals(code))
                .getFirst()
                .path("message")
                .asText();
    }

    private static List<JsonNode> incidents(Predicate<JsonNode> filter) {
        return StreamSupport.stream(
                        ANNA.get("/v1/incidents?limit=500").json().path("items").spliterator(), false)
                .filter(filter)
                .toList();
    }
}
