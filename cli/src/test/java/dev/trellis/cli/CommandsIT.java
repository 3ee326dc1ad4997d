package dev.trellis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.cli.frame.Documents;
import dev.trellis.cli.frame.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands against a stub of the host: what they ask, what they show, how they end. */
class CommandsIT {
    private static final String INSTANCE = """
            {"id": "i1", "process": "p", "version": "1.0.0", "state": "%s", "started_at": "2026-01-01T00:00:00Z"%s,
             "activities": [], "tasks": [], "incidents": [%s], "variables": {"x": 1}}
            """;
    private static final String ENDED = ", \"ended_at\": \"2026-01-01T00:00:09Z\"";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private StubHost host;

    @BeforeEach
    void start() throws IOException {
        host = new StubHost();
        Path state = Files.createDirectories(folder.resolve(".trellis/run"));
        Files.writeString(
                state.resolve("platform.json"), "{\"environment\": {\"TRELLIS_ENGINE_URL\": \"" + host.url() + "\"}}");
        Files.writeString(
                folder.resolve(".trellis/tokens.json"),
                "{\"admin\": \"token-of-admin\", \"demo-approver\": {\"token\": \"token-of-approver\"}}");
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void shouldShowTheInstanceWhenItExists() {
        // given
        host.on("GET /v1/instances/i1", 200, INSTANCE.formatted("running", "", ""));

        // when
        int code = trellis("get", "i1");

        // then
        assertThat(code).isZero();
        assertThat(out()).contains("instance i1 of p 1.0.0: running", "x         1");
        assertThat(host.last().token()).isEqualTo("Bearer token-of-admin");
    }

    @Test
    void shouldWriteNothingButJsonToStandardOutputWhenAskedForJson() {
        // given
        host.on("POST /v1/instances", 201, "{\"instance_id\": \"i1\", \"duplicate\": false}")
                .on("GET /v1/instances/i1?variables=false", 200, INSTANCE.formatted("completed", ENDED, ""))
                .on("GET /v1/instances/i1", 200, INSTANCE.formatted("completed", ENDED, ""));

        // when
        int code = trellis("run", "p", "--watch", "--json");

        // then
        assertThat(code).isZero();
        JsonNode json = Documents.read(out(), "output");
        assertThat(json.path("state").asText()).isEqualTo("completed");
        assertThat(err()).contains("instance i1 started");
    }

    @Test
    void shouldSendVariablesOfFileAndLineWhenStartingAProcess() throws IOException {
        // given
        Files.writeString(folder.resolve("input.json"), "{\"path\": \"${where}/a\", \"n\": 1}");
        host.on("POST /v1/instances", 201, "{\"instance_id\": \"i1\"}");

        // when
        int code = trellis("run", "p", "-i", "input.json", "--set", "where=/x", "-v", "n=2", "-v", "word=1.2.3");

        // then
        assertThat(code).isZero();
        JsonNode body = Documents.read(host.last().body(), "body");
        assertThat(body.path("variables"))
                .isEqualTo(Documents.read("{\"path\": \"/x/a\", \"n\": 2, \"word\": \"1.2.3\"}", "expected"));
    }

    @Test
    void shouldFailWhenTheWatchedInstanceIsCancelled() {
        // given
        host.on("GET /v1/instances/i1?variables=false", 200, INSTANCE.formatted("running", "", ""))
                .on("GET /v1/instances/i1?variables=false", 200, INSTANCE.formatted("cancelled", ENDED, ""))
                .on("GET /v1/instances/i1", 200, INSTANCE.formatted("cancelled", ENDED, ""));

        // when
        int code = trellis("get", "i1", "--watch");

        // then
        assertThat(code).isEqualTo(1);
    }

    @Test
    void shouldStopWatchingAndFailWhenAnIncidentNeedsSomebody() {
        // given
        String stuck = INSTANCE.formatted("running", "", "{\"id\": \"n1\", \"code\": \"c\", \"message\": \"m\"}");
        host.on("GET /v1/instances/i1?variables=false", 200, stuck).on("GET /v1/instances/i1", 200, stuck);

        // when
        int code = trellis("get", "i1", "--watch");

        // then
        assertThat(code).isEqualTo(1);
        assertThat(out()).contains("incident c: m");
    }

    @ParameterizedTest
    @CsvSource({"404,3", "403,4", "409,4", "422,2", "503,5", "500,1"})
    void shouldEndWithTheCodeOfTheManualWhenTheHostRefuses(int status, int exitCode) {
        // given
        host.on("POST /v1/incidents/n1/retry", status, """
                {"title": "Refused", "detail": "not so", "errors": [{"path": "$.inputs.a", "message": "is no number"}]}
                """);

        // when
        int code = trellis("retry", "n1");

        // then
        assertThat(code).isEqualTo(exitCode);
        assertThat(err()).contains("trellis: Refused: not so", "$.inputs.a: is no number");
        assertThat(out()).isEmpty();
    }

    @Test
    void shouldSayHowToStartItWhenThePlatformDoesNotAnswer() {
        // given
        host.close();

        // when
        int code = trellis("instances");

        // then
        assertThat(code).isEqualTo(5);
        assertThat(err()).contains("does not answer", "./trellis up");
    }

    @Test
    void shouldEndWithUsageWhenSomethingIsMissingOrBroken() throws IOException {
        // given
        Files.writeString(folder.resolve("broken.json"), "{\n  \"a\": ]}");
        Files.writeString(folder.resolve("half.json"), "{\"inputs\": {\"name\": \"\\ud800\"}}");

        // when
        int missing = trellis("get");
        int broken = trellis("submit", "broken.json");
        int half = trellis("submit", "half.json");
        int person = trellis("inbox", "--as", "nobody");

        // then
        assertThat(missing).isEqualTo(2);
        assertThat(broken).isEqualTo(2);
        assertThat(half).isEqualTo(2);
        assertThat(person).isEqualTo(2);
        assertThat(err())
                .contains(
                        "broken.json, line 2",
                        "half.json: at $.inputs.name: not text in UTF-8",
                        "There are: admin, demo-approver");
    }

    @Test
    void shouldActAsThePersonWhenOneIsNamed() {
        // given
        host.on("GET /v1/inbox", 200, "{\"items\": []}");

        // when
        int code = trellis("inbox", "--as", "demo-approver");

        // then
        assertThat(code).isZero();
        assertThat(out()).contains("nothing waits for you");
        assertThat(host.last().token()).isEqualTo("Bearer token-of-approver");
    }

    @Test
    void shouldRequireAReasonWhenRejecting() {
        assertThat(trellis("reject", "a1")).isEqualTo(2);
        assertThat(host.asked()).isEmpty();
    }

    @Test
    void shouldApplyNothingWhenThePlanHasProblems() throws IOException {
        // given
        entry();
        host.on("POST /v1/changes/plan", 200, """
                {"changes": [], "problems": [{"source": "tde a.b 1.0.0", "path": "$.ref", "message": "is missing"}]}
                """);

        // when
        int code = trellis("apply", "-f", "entries");

        // then
        assertThat(code).isEqualTo(2);
        assertThat(err()).contains("tde a.b 1.0.0 at $.ref: is missing");
        assertThat(host.asked()).extracting(StubHost.Asked::request).containsExactly("POST /v1/changes/plan");
    }

    @Test
    void shouldApplyNothingWhenNothingWouldChange() throws IOException {
        // given
        entry();
        host.on("POST /v1/changes/plan", 200, "{\"changes\": [{\"action\": \"unchanged\"}], \"problems\": []}");

        // when
        int code = trellis("apply", "-f", "entries");

        // then
        assertThat(code).isZero();
        assertThat(out()).contains("= 1 unchanged", "Nothing to change.");
        assertThat(host.asked()).hasSize(1);
    }

    @Test
    void shouldSendEntriesAndTheirFilesWhenPlanning() throws IOException {
        // given
        entry();
        host.on("POST /v1/changes/plan", 200, "{\"changes\": [], \"problems\": []}");

        // when
        int code = trellis("apply", "-f", "entries", "--plan", "--set", "folder=/x");

        // then
        assertThat(code).isZero();
        JsonNode body = Documents.read(host.last().body(), "body");
        assertThat(body.at("/entries/0/settings/env/WHERE").asText()).isEqualTo("/x");
        assertThat(body.at("/entries/0/ref/sha256").asText()).hasSize(64);
        assertThat(body.at("/files/0/path").asText()).isEqualTo("s.py");
        assertThat(body.at("/files/0/base64").asText()).isEqualTo("cHJpbnQoKQ==");
    }

    private void entry() throws IOException {
        Path entries = Files.createDirectories(folder.resolve("entries"));
        Files.writeString(entries.resolve("s.py"), "print()");
        Files.writeString(
                entries.resolve("a.yaml"),
                "{kind: tde, name: a.b, version: 1.0.0, adapter: python, ref: s.py, settings: {env: {WHERE: '${folder}'}}}");
    }

    @Test
    void shouldReadAllPagesOnceWhenShowingEvents() {
        // given
        host.on("GET /v1/events?after=0&limit=200", 200, events(1, 2))
                .on("GET /v1/events?after=2&limit=200", 200, "{\"events\": [], \"next\": 2}");

        // when
        int code = trellis("events", "--json");

        // then
        assertThat(code).isZero();
        assertThat(out().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"sequence\":"));
    }

    private static String events(int... sequences) {
        StringBuilder events = new StringBuilder();
        for (int sequence : sequences) {
            events.append(events.isEmpty() ? "" : ",")
                    .append("{\"sequence\":%d,\"event\":{\"type\":\"t\"}}".formatted(sequence));
        }
        return "{\"events\": [" + events + "], \"next\": " + sequences[sequences.length - 1] + "}";
    }

    @Test
    void shouldCompleteEveryCommandWhenAskedForTheCompletionScript() {
        // when
        int code = trellis("completion");

        // then
        assertThat(code).isZero();
        assertThat(out()).contains("demo", "incidents", "registry", "doctor");
    }

    private int trellis(String... arguments) {
        Surroundings surroundings = new Surroundings(
                Map.of(),
                folder,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        return TrellisMain.run(surroundings, arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
