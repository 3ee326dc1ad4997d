package dev.trellis.host.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.host.bootstrap.Executors;
import dev.trellis.host.bootstrap.HostResource;
import dev.trellis.host.bootstrap.Orchestrator;
import dev.trellis.registry.DraftFile;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process from the change of the registries to its end, over the interface alone. */
@QuarkusTest
@QuarkusTestResource(HostResource.class)
class FlowIT {
    private static final Http ANNA = Http.as("token-of-anna-author");
    private static final Http OLGA = Http.as("token-of-olga-operator");
    private static final Http ADAM = Http.as("token-of-adam-approver");
    private static final Http VERA = Http.as("token-of-vera-viewer");
    private static final String BIG = "123456789012345678901234567890.10";

    @Inject
    Orchestrator orchestrator;

    @Inject
    Executors executors;

    @BeforeEach
    void apply() throws IOException {
        executors.put("edge.price", inputs -> Executors.succeeded("{\"price\": " + BIG + "}"));
        Http.Answer answer = ANNA.post("/v1/changes", change());
        assertThat(answer.status()).as(answer.body()).isIn(200, 202);
        if (answer.status() == 202) {
            String id = answer.json().path("instance_id").asText();
            orchestrator.workUntil(() -> state(id).equals("completed"));
        }
    }

    @Test
    void shouldChangeNothingWhenTheSameChangeIsAppliedAgain() throws IOException {
        // when
        Http.Answer again = ANNA.post("/v1/changes", change());

        // then
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("changes"))
                .allSatisfy(change -> assertThat(change.path("action").asText()).isEqualTo("unchanged"));
        assertThat(VERA.get("/v1/registry/process/edge.order/stable")
                        .json()
                        .path("stable")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void shouldRunAProcessToItsEndWithEveryDigitOfItsNumbers() {
        // given
        Http.Answer started = OLGA.post(
                "/v1/instances",
                "{\"process\": \"edge.order\", \"variables\": {\"big\": %s}, \"business_key\": \"o-1\"}"
                        .formatted(BIG));
        String id = started.json().path("instance_id").asText();
        assertThat(started.status()).as(started.body()).isEqualTo(201);

        // when
        orchestrator.workUntil(() -> inbox(id).isPresent());
        JsonNode item = inbox(id).orElseThrow();
        String userTask = "/v1/user-tasks/" + item.path("id").asText();
        Http.Answer byVera = VERA.post(userTask + "/complete", "{}");
        Http.Answer byAdam = ADAM.post(userTask + "/complete", "{\"variables\": {\"ok\": true}}");
        orchestrator.workUntil(() -> state(id).equals("completed"));

        // then
        assertThat(item.path("kind").asText()).isEqualTo("user_task");
        assertThat(item.path("instance_id").asText()).isEqualTo(id);
        assertThat(VERA.get("/v1/inbox").json().path("items")).isEmpty();
        assertThat(byVera.status()).isEqualTo(403);
        assertThat(byAdam.status()).as(byAdam.body()).isEqualTo(204);
        assertThat(VERA.get("/v1/instances/" + id + "/variables").body())
                .contains("\"big\":" + BIG)
                .contains("\"price\":" + BIG)
                .contains("\"ok\":true");
        assertThat(VERA.get("/v1/instances/" + id + "/audit")
                        .json()
                        .path("intact")
                        .asBoolean())
                .isTrue();
        assertThat(VERA.get("/v1/tasks?instance=" + id)
                        .json()
                        .at("/items/0/status")
                        .asText())
                .isEqualTo("succeeded");
    }

    @Test
    void shouldStartOnceWhenTheSameSubmissionComesTwice() {
        // given
        String body = "{\"process\": \"edge.order\", \"idempotency_key\": \"twice\", \"variables\": {\"n\": %d}}";

        // when
        Http.Answer first = OLGA.post("/v1/instances", body.formatted(1));
        Http.Answer second = OLGA.post("/v1/instances", body.formatted(1));
        Http.Answer other = OLGA.post("/v1/instances", body.formatted(2));

        // then
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().path("duplicate").asBoolean()).isTrue();
        assertThat(second.json().path("instance_id")).isEqualTo(first.json().path("instance_id"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.problem()).isEqualTo("conflict");
    }

    @Test
    void shouldShowNothingOfAnotherTenant() {
        // given
        Http stranger = Http.as("token-of-stranger-in-acme");
        String id = OLGA.post("/v1/instances", "{\"process\": \"edge.order\"}")
                .json()
                .path("instance_id")
                .asText();

        // then
        assertThat(stranger.get("/v1/instances/" + id).status()).isEqualTo(404);
        assertThat(stranger.post("/v1/instances/" + id + "/cancel", "{\"reason\": \"mine\"}")
                        .status())
                .isEqualTo(404);
        assertThat(stranger.get("/v1/instances").json().path("items")).isEmpty();
        assertThat(stranger.get("/v1/events").json().path("events")).isEmpty();
        assertThat(OLGA.get("/v1/events").json().path("events")).isNotEmpty();
    }

    @Test
    void shouldCancelSuspendAndResume() {
        // given
        String address = "/v1/instances/"
                + OLGA.post("/v1/instances", "{\"process\": \"edge.order\"}")
                        .json()
                        .path("instance_id")
                        .asText();

        // when
        Http.Answer suspended = OLGA.post(address + "/suspend", "");
        Http.Answer resumed = OLGA.post(address + "/resume", "");
        Http.Answer cancelled = OLGA.post(address + "/cancel", "{\"reason\": \"not needed\"}");

        // then
        assertThat(suspended.json().path("state").asText()).isEqualTo("suspended");
        assertThat(resumed.json().path("state").asText()).isEqualTo("running");
        assertThat(cancelled.json().path("state").asText()).isEqualTo("cancelled");
        assertThat(cancelled.json().path("end_reason").asText()).contains("not needed");
        assertThat(OLGA.post(address + "/suspend", "").status()).isEqualTo(409);
    }

    private static Optional<JsonNode> inbox(String instance) {
        return StreamSupport.stream(ADAM.get("/v1/inbox").json().path("items").spliterator(), false)
                .filter(item -> item.path("instance_id").asText().equals(instance))
                .findFirst();
    }

    private static String state(String id) {
        return VERA.get("/v1/instances/" + id + "?variables=false")
                .json()
                .path("state")
                .asText();
    }

    private static String change() throws IOException {
        DraftFile bpmn = file("edge.order.bpmn");
        ObjectNode change = JsonText.object();
        ArrayNode entries = change.putArray("entries");
        entries.addObject()
                .put("kind", "tde")
                .put("name", "edge.price")
                .put("version", "1.0.0")
                .put("adapter", "http")
                .put("ref", "https://prices.example.org/");
        entries.addObject()
                .put("kind", "process")
                .put("name", "edge.order")
                .put("version", "1.0.0")
                .put("owner", "edge")
                .set("bpmn", bpmn.reference("trellis-artifacts"));
        change.putArray("files")
                .addObject()
                .put("path", bpmn.name())
                .put("base64", Base64.getEncoder().encodeToString(bpmn.content()));
        return JsonText.write(change);
    }

    private static DraftFile file(String name) throws IOException {
        try (InputStream content = Objects.requireNonNull(FlowIT.class.getResourceAsStream("/edge/" + name))) {
            return new DraftFile(name, content.readAllBytes());
        }
    }
}
