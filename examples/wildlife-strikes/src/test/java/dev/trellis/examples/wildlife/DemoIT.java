package dev.trellis.examples.wildlife;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The demo and the queue submission, by the commands of the README, on a platform of their own. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Has a shell and plain text tools, as the image of the example needs them. */
    private static final String BASE = "localstack/localstack:4.14.0";

    @TempDir
    static Path state;

    private static Command command = new Command(Map.of());

    @BeforeAll
    static void choosePlatform() {
        command = new Command(Map.of(
                "TRELLIS_STATE",
                state.toString(),
                "TRELLIS_PORT_OFFSET",
                "1500",
                "AWS_ACCESS_KEY_ID",
                "local",
                "AWS_SECRET_ACCESS_KEY",
                "local",
                "AWS_DEFAULT_REGION",
                "us-east-1"));
    }

    @AfterAll
    static void stop() throws Exception {
        assertThat(command.trellis("down").exitCode()).isZero();
    }

    @Test
    @Order(1)
    void shouldReportWhatAnAwkLineComputesWhenRunTwice() throws Exception {
        // when
        Command.Result first = command.trellis("demo", "--json");
        Command.Result second = command.trellis("demo", "--json");

        // then
        for (Command.Result run : List.of(first, second)) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.json().path("total_strikes").asLong()).isEqualTo(3_781);
            assertThat(run.json().path("total_cost").asLong()).isEqualTo(7_464_117);
            assertThat(run.json().path("figures_agree").asBoolean()).isTrue();
            assertThat(run.json().at("/quality/rejected").asInt()).isEqualTo(15);
            assertThat(run.json().path("webhook_received")).hasSize(1);
            assertThat(Path.of(run.json().path("report").asText()))
                    .content()
                    .contains("**$7,464,117**", "above the limit of $5,000,000 and was approved by a person");
            assertThat(Path.of(run.json().path("chart").asText())).content().startsWith("<svg");
        }
        assertThat(second.json().path("instance_id")).isNotEqualTo(first.json().path("instance_id"));
    }

    @Test
    @Order(2)
    void shouldLeaveTheCostsToAPersonWhenNotToApprove() throws Exception {
        // given
        Command.Result waiting = command.trellis("demo", "--no-approve", "--json");
        String instance = waiting.json().path("id").asText();

        // when
        String userTask = inboxItem(instance);
        Command.Result bySubmitter = command.trellis("complete", userTask, "-v", "approved=true");
        Command.Result rejected =
                command.trellis("complete", userTask, "--as", "demo-approver", "-v", "approved=false");
        JsonNode ended = command.trellis("get", instance, "--watch", "--json").json();

        // then
        assertThat(waiting.exitCode()).isZero();
        assertThat(bySubmitter.exitCode()).isEqualTo(4);
        assertThat(rejected.exitCode()).isZero();
        assertThat(ended.path("state").asText()).isEqualTo("completed");
        assertThat(ended.path("variables").has("report_files")).isFalse();
    }

    private static String inboxItem(String instance) throws Exception {
        JsonNode inbox =
                command.trellis("inbox", "--as", "demo-approver", "--json").json();
        for (JsonNode item : inbox.path("items")) {
            if (item.path("instance_id").asText().equals(instance)) {
                return item.path("id").asText();
            }
        }
        throw new AssertionError("nothing waits for the approver in instance " + instance + ": " + inbox);
    }

    @Test
    @Order(3)
    void shouldRunTheDesignsTaskSpecOnceWhenAnyClientSendsItTwice() throws Exception {
        // given
        String spec = spec("from-http");

        // when
        send(spec);
        send(spec);
        JsonNode task = ended("from-http");

        // then
        assertThat(task.at("/variables").toString()).contains("\"row_count\":9985");
        assertThat(instances("from-http")).hasSize(1);
    }

    @Test
    @Order(4)
    @EnabledIf("awsIsInstalled")
    void shouldRunTheTaskSpecWhenTheStockAwsCommandSendsIt() throws Exception {
        // given
        String endpoint = endpoint();

        // when
        Command.Result sent = command.run(List.of(
                "aws",
                "sqs",
                "send-message",
                "--endpoint-url",
                endpoint,
                "--queue-url",
                endpoint + "/000000000000/trellis-submissions",
                "--message-body",
                spec("from-aws")));

        // then
        assertThat(sent.exitCode()).isZero();
        assertThat(ended("from-aws").path("state").asText()).isEqualTo("completed");
    }

    /** The neighbouring example, on this platform since it is up. */
    @Test
    @Order(5)
    @EnabledIf("nodeIsInstalled")
    void shouldRunProgramsOfEachKindWhenTheNeighbourIsApplied() throws Exception {
        // given
        Path example = Example.repository().resolve("examples/programs");
        assertThat(command.trellis("apply", "-f", example.resolve("registry").toString())
                        .exitCode())
                .isZero();

        // when
        JsonNode ended = command.trellis(
                        "run",
                        "programs.words",
                        "-i",
                        example.resolve("input.json").toString(),
                        "--watch",
                        "--json")
                .json();

        // then
        assertThat(ended.path("state").asText()).isEqualTo("completed");
        assertThat(ended.at("/variables/words").asInt()).isEqualTo(8);
        assertThat(ended.at("/variables/longest").asText()).isEqualTo("brown");
    }

    @Test
    @Order(5)
    @EnabledIf("engineHasAnImage")
    void shouldRunAnImageByItsDigestWhereAnEngineRuns() throws Exception {
        // given
        Path example = Example.repository().resolve("examples/containers");
        String image = output(
                "docker",
                "build",
                "-q",
                "--build-arg",
                "BASE=" + BASE,
                example.resolve("image").toString());
        assertThat(command.trellis("apply", "-f", example.resolve("registry").toString(), "--set", "image=" + image)
                        .exitCode())
                .isZero();

        // when
        JsonNode ended = command.trellis("submit", example.resolve("spec.json").toString(), "--watch", "--json")
                .json();

        // then
        assertThat(ended.path("state").asText()).isEqualTo("completed");
        assertThat(ended.at("/variables/outputs/words").asInt()).isEqualTo(4);
        assertThat(ended.at("/variables/outputs/artifacts/words.txt").asText()).startsWith("s3://");
    }

    /** Where an engine runs, the suites against LocalStack have made this image; nothing is pulled for one example. */
    static boolean engineHasAnImage() throws Exception {
        try {
            return !output("docker", "image", "inspect", "-f", "{{.Id}}", BASE).isEmpty();
        } catch (IOException noEngine) {
            return false;
        }
    }

    private static String output(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var unused = process.waitFor();
        return said.strip();
    }

    @Test
    @Order(6)
    void shouldUndoAnOrderInReverseOnceWhenItCannotBeShipped() throws Exception {
        // given
        Path saga = Example.repository().resolve("examples/order-saga");
        command.trellis("apply", "-f", saga.resolve("registry").toString());

        // when
        JsonNode failed = order(saga, "order-fails.json");
        JsonNode shipped = order(saga, "order-goes.json");
        String alone = saga.resolve("order-placed.json").toString();
        JsonNode placed = command.trellis("submit", alone, "--watch", "--json").json();

        // then
        assertThat(failed.path("state").asText()).isEqualTo("completed");
        assertThat(failed.path("compensation").asText()).isEqualTo("compensated");
        assertThat(failed.at("/variables/ledger").findValuesAsText("entry"))
                .containsExactly("book", "pay", "pay.refund", "book.cancel");
        assertThat(shipped.has("compensation")).isFalse();
        assertThat(shipped.at("/variables/ledger").findValuesAsText("entry")).containsExactly("book", "pay");
        assertThat(placed.findPath("ledger").findValuesAsText("entry")).containsExactly("book", "pay");
    }

    private static JsonNode order(Path saga, String input) throws Exception {
        return command.trellis("run", "order.saga", "-i", saga.resolve(input).toString(), "--watch", "--json")
                .json();
    }

    static boolean awsIsInstalled() {
        return isInstalled("aws");
    }

    static boolean nodeIsInstalled() {
        return isInstalled("node");
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** The example's Task Spec on the rows that the demo accepted. */
    private static String spec(String key) throws Exception {
        String demo = command.trellis("instances", "--process", "wildlife.strikes", "--limit", "1", "--json")
                .json()
                .at("/items/0/id")
                .asText();
        String rows = command.trellis("get", demo, "--json")
                .json()
                .at("/variables/strikes_csv")
                .asText();
        assertThat(rows).startsWith("s3://");
        return Files.readString(Example.folder().resolve("spec.json"))
                .replace("${strikes_csv}", rows)
                .replace("wildlife-first-rows", key);
    }

    private static void send(String body) throws IOException, InterruptedException {
        String form =
                "Action=SendMessage&Version=2012-11-05&MessageBody=" + URLEncoder.encode(body, StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint() + "/000000000000/trellis-submissions"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    private static String endpoint() throws IOException {
        return Script.JSON
                .readTree(Files.readString(state.resolve("run/platform.json")))
                .at("/services/sqs/endpoint")
                .asText();
    }

    /** The one instance of a business key, at its end. */
    private static JsonNode ended(String businessKey) throws Exception {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (instances(businessKey).isEmpty()) {
            assertThat(System.nanoTime())
                    .as("an instance of " + businessKey + " in time")
                    .isLessThan(limit);
            assertThat(new java.util.concurrent.CountDownLatch(1).await(200, TimeUnit.MILLISECONDS))
                    .isFalse();
        }
        String id = instances(businessKey).path(0).path("id").asText();
        return command.trellis("get", id, "--watch", "--json").json();
    }

    private static JsonNode instances(String businessKey) throws Exception {
        return command.trellis("instances", "--business-key", businessKey, "--json")
                .json()
                .path("items");
    }
}
