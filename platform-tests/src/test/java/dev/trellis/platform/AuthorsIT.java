package dev.trellis.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an author of task types types: a first version that runs, secrets, and work that ends elsewhere. */
class AuthorsIT {
    private static TrialPlatform platform;

    @TempDir
    private Path folder;

    /** What the commands read beside the registry's folder. */
    @TempDir
    private Path files;

    @BeforeAll
    static void start() {
        platform = TrialPlatform.start(Map.of("TRELLIS_PORT_OFFSET", "1500"));
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @ParameterizedTest
    @CsvSource({
        "python, --kind python,",
        "shell, --kind script --language shell, jq",
        "javascript, --kind script --language javascript, node",
        "cli, --kind cli,",
        "http, --kind http,",
        "sql, --kind sql,"
    })
    void shouldRunWhatWasWrittenForANewTaskType(String kind, String options, String needed) throws IOException {
        assumeTrue(needed == null || isInstalled(needed), needed + " is not on the PATH");

        // given
        String name = "demo." + kind;
        List<String> words = new ArrayList<>(List.of("tde", "new", name, "-f", folder.toString()));
        words.addAll(List.of(options.split(" ")));
        platform.trellis(words.toArray(String[]::new)).expect(0);
        String engine = platform.description().at("/services/engine/port").asText();
        for (String file : new String[] {name + ".yaml", name + ".policy.yaml"}) {
            Path written = folder.resolve(file);
            if (Files.exists(written)) {
                Files.writeString(written, Files.readString(written).replace("8420", engine));
            }
        }

        // when
        platform.trellis("apply", "-f", folder.toString()).expect(0);
        String instance = platform.submit(Files.readString(folder.resolve(name + ".spec.json")));

        // then
        JsonNode ended = platform.ended(instance);
        assertThat(ended.path("state").asText()).isEqualTo("completed");
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    @Test
    void shouldWriteNothingWhenAFileIsThere() throws IOException {
        // given
        Files.writeString(folder.resolve("demo_mine.py"), "mine");

        // when
        TrellisCommand.Ran ran =
                platform.trellis("tde", "new", "demo.mine", "--kind", "python", "-f", folder.toString());

        // then
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("demo_mine.py", "nothing was written");
        assertThat(Files.readString(folder.resolve("demo_mine.py"))).isEqualTo("mine");
        assertThat(folder.resolve("demo.mine.yaml")).doesNotExist();
    }

    @Test
    void shouldCompleteWorkThatWasHandedOverByTheTokenAlone() throws IOException {
        // given
        Path outputs = Files.writeString(files.resolve("outputs.json"), "{\"rows\": 7}");
        String token = "cb_a-token-that-nobody-guesses";
        platform.trellis(
                        "apply",
                        "-f",
                        TrellisCommand.ROOT.resolve("examples/long-job").toString())
                .expect(0);

        // when
        String instance = platform.submit(
                "{\"task_type\": \"demo.job\", \"inputs\": {\"minutes\": 20, \"token\": \"" + token + "\"}}");
        TrialPlatform.eventually(
                "the hand-over",
                () -> platform.trellis("callback", token, "--percent", "40", "-m", "rows loaded")
                        .exit(),
                exit -> exit == 0,
                exit -> exit);
        JsonNode meanwhile = platform.instance(instance);
        platform.trellis("complete", token, "-o", outputs.toString()).expect(0);
        JsonNode ended = platform.ended(instance);

        // then
        assertThat(meanwhile.at("/tasks/0/status").asText()).isEqualTo("running");
        assertThat(meanwhile.at("/tasks/0/progress/percent").asInt()).isEqualTo(40);
        assertThat(meanwhile.at("/tasks/0/progress/message").asText()).isEqualTo("rows loaded");
        assertThat(ended.path("state").asText()).isEqualTo("completed");
        platform.trellis("complete", token, "-o", outputs.toString()).expect(4);
    }

    @Test
    void shouldHaveAWorkerThatIsNotTouchedDoTheWork() {
        // given
        Path example = TrellisCommand.ROOT.resolve("examples/existing-worker");
        platform.trellis("apply", "-f", example.toString()).expect(0);

        // when
        String instance = platform.submit("{\"task_type\": \"demo.convert\", \"inputs\": {\"celsius\": 100}}");
        platform.trellis(
                        "tde",
                        "bridge",
                        "demo.convert",
                        "--once",
                        "--cmd",
                        "python3 -B " + example.resolve("convert.py"))
                .expect(0);

        // then
        assertThat(platform.ended(instance).toString()).contains("\"fahrenheit\":212.0");
    }

    @Test
    void shouldListSecretsWithoutTheirValues() throws IOException {
        // given
        Path value = Files.writeString(folder.resolve("value"), "the value of it\n");

        // when
        platform.trellisFrom(value, "secret", "set", "demo/token").expect(0);
        TrellisCommand.Ran listed = platform.trellis("secret", "list", "--json").expect(0);
        TrellisCommand.Ran removed =
                platform.trellis("secret", "rm", "demo/token").expect(0);

        // then
        assertThat(listed.json().at("/0/name").asText()).isEqualTo("demo/token");
        assertThat(listed.out() + listed.err() + removed.out()).doesNotContain("the value");
        assertThat(platform.trellis("secret", "list", "--json").json()).isEmpty();
    }

    @Test
    void shouldLeaveNoTraceOfASecretWhenATaskEchoesIt() throws IOException {
        // given
        String canary = "canary-7f3a9c-of-the-mine";
        Path value = Files.writeString(files.resolve("canary.txt"), canary);
        platform.trellisFrom(value, "secret", "set", "demo/canary").expect(0);
        Files.writeString(folder.resolve("demo.echo.yaml"), """
                kind: tde
                name: demo.echo
                version: 1.0.0
                adapter: sql
                ref: work
                settings: {mode: query, password: "secret://demo/canary", statement: "select reverse(:mirrored) as echo"}
                effect: pure
                policy: {timeout_s: 30}
                """);
        Files.writeString(folder.resolve("demo.echo.policy.yaml"), """
                kind: policy
                name: demo.echo
                version: 1.0.0
                task_types: [demo.echo]
                guard_rails: {sql: {connections: [work]}, secrets: {names: [demo/]}}
                """);
        platform.trellis("apply", "-f", folder.toString()).expect(0);

        // when
        String mirrored = new StringBuilder(canary).reverse().toString();
        String instance =
                platform.submit("{\"task_type\": \"demo.echo\", \"inputs\": {\"mirrored\": \"" + mirrored + "\"}}");
        JsonNode ended = platform.ended(instance);

        // then
        assertThat(ended.toString()).contains("[secret demo/canary]").doesNotContain(canary);
        assertThat(filesWith(mirrored)).as("the search finds what is there").isNotEmpty();
        assertThat(filesWith(canary)).isEmpty();
    }

    /** Files of the state folder, with all that database, queues, stores and logs have written, that hold a text. */
    private static List<Path> filesWith(String text) throws IOException {
        try (Stream<Path> files = Files.walk(platform.state())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> holds(file, text))
                    .toList();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException gone) {
            return false;
        }
    }

    @Test
    void shouldSayEachCheckOfAnExecutorInALine() {
        // given
        String good = "python3 " + TrellisCommand.ROOT.resolve("examples/any-language/python/tde.py");
        String inputs =
                TrellisCommand.ROOT.resolve("examples/any-language/inputs.json").toString();

        // when
        TrellisCommand.Ran passed = platform.trellis("tde", "check", good, "--inputs", inputs);
        TrellisCommand.Ran failed = platform.trellis("tde", "check", "echo '{}'", "--json");

        // then
        assertThat(passed.exit()).isZero();
        assertThat(passed.out().lines().filter(line -> line.startsWith("  ✓"))).hasSizeGreaterThan(10);
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.json().path("failed").asInt()).isGreaterThan(10);
    }
}
