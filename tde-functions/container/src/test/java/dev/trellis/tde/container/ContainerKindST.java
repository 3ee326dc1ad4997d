package dev.trellis.tde.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.trellis.contract.container.ContainerEnd;
import dev.trellis.contract.container.ContainerEngine.Running;
import dev.trellis.contract.container.ContainerEngine.Sink;
import dev.trellis.contract.port.ExecutionKey;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskId;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.container.docker.DockerEngine;
import dev.trellis.tde.testkit.RequestBuilder;
import dev.trellis.tde.testkit.TaskBench;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Containers on the real engine of this machine. */
final class ContainerKindST {
    private static DockerClient engine;
    private static String image = "";

    private final TaskBench bench = TaskBench.of(new ContainerKind(DockerEngine.from(System.getenv())));
    private final String task = "task-" + UUID.randomUUID();

    @BeforeAll
    static void makeImage(@TempDir Path folder) throws Exception {
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder().build();
        engine = DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .build());
        image = TestImage.importInto(folder);
    }

    @AfterAll
    static void close() throws IOException {
        engine.close();
    }

    @AfterEach
    void shouldLeaveNoContainer() {
        assertThat(containers()).as("containers left").isEmpty();
    }

    @Test
    void shouldGiveOutputsAndFilesWhenContainerEndsWell() throws Exception {
        // given
        ArtifactRef stored = bench.store("in/words.txt", "one two");
        TaskRequest request = shell(
                        "cat {words} > /trellis/out/copy.txt; mkdir /trellis/out/sub; echo x > /trellis/out/sub/x; "
                                + "echo working >&2; echo '{\"uid\":\"'$(id -u)'\",\"net\":\"'$(ls /sys/class/net | tr '\\n' ' ')'\"}'")
                .artifactsIn(stored)
                .build();

        // when
        ObjectNode outputs = bench.outputs(request);

        // then
        assertThat(outputs.get("uid").textValue()).isEqualTo("65534");
        assertThat(outputs.get("net").textValue().strip()).isEqualTo("lo");
        assertThat(bench.read(outputs.at("/artifacts/copy.txt").textValue())).isEqualTo("one two");
        assertThat(bench.read(outputs.at("/artifacts/sub~1x").textValue())).isEqualTo("x\n");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            fails                  ¦ echo no such airport >&2; exit 7                   ¦ container_failed
            has a declared failure ¦ exit 9                                             ¦ own.nine
            prints garbage         ¦ echo hello                                         ¦ output_not_json
            prints without end     ¦ while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done ¦ output_too_large
            takes all memory       ¦ x=xxxxxxxx; while :; do x=$x$x; done                ¦ memory_limit|container_failed
            fills the disk         ¦ i=0; while :; do head -c 8M /dev/zero > /trellis/out/f$i; i=$((i+1)); done ¦ disk_limit
            forks without end      ¦ f() { f | f & }; f; sleep 30                       ¦ timeout|container_failed
            waits without end      ¦ sleep 99                                           ¦ timeout
            links a foreign file   ¦ ln -s /etc/passwd /trellis/out/x; echo '{}'        ¦ artifact_refused
            """)
    void shouldFailWithCodeAndLeaveNothingWhenContainer(String what, String script, String expected) throws Exception {
        // given
        TaskRequest request = shell(script).timeoutSeconds(8).build();

        // when
        TaskError error = bench.error(request);

        // then
        assertThat(error.code()).as(error.message()).matches(expected.replace(".", "\\."));
    }

    @Test
    void shouldTellTheEndOfStandardErrorWhenContainerFails() throws Exception {
        // when
        TaskError error = bench.error(shell("echo no such airport >&2; exit 7").build());

        // then
        assertThat(error.message()).contains("exit status 7", "no such airport");
    }

    @Test
    void shouldTellTheContainerASecretAndNobodyElse() throws Exception {
        // given
        bench.secrets().put("demo/token", "canary-0123456789");
        TaskRequest request = shell("echo $TOKEN >&2; echo '{\"said\":\"'$TOKEN'\",\"tail\":\"'${TOKEN#canary-}'\"}'")
                .build();
        ObjectNode settings = JsonText.parseObject(request.executor().settings());
        settings.putObject("env").put("TOKEN", "secret://demo/token");
        settings.withObject("/guard_rails/secrets").putArray("names").add("demo/");

        // when
        ObjectNode outputs = bench.outputs(bench.request()
                .task(task, 1)
                .ref(image)
                .settings(JsonText.json(settings))
                .build());

        // then
        assertThat(outputs.get("said").textValue()).isEqualTo("[secret demo/token]");
        assertThat(outputs.get("tail").textValue()).isEqualTo("0123456789");
        assertThat(bench.read("s3://trellis-artifacts/work/default/instance-1/" + task + "/1/.container.log"))
                .contains("[secret demo/token]")
                .doesNotContain("canary");
    }

    @Test
    void shouldEndTheContainerWhenTheTaskIsCancelled() throws Exception {
        // given
        CompletableFuture<Void> cancel = CompletableFuture.runAsync(() -> {
            while (containers().stream().noneMatch(one -> "running".equals(one.getState()))) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            ExecutionKey key = new ExecutionKey("default", new TaskId(task), Action.EXECUTE);
            bench.executions().tombstone(key, Instant.now());
        });

        // when
        TaskError error = bench.error(shell("sleep 99").build());

        // then
        cancel.join();
        assertThat(error.code()).isEqualTo("cancelled");
        assertThat(containers()).isEmpty();
    }

    @Test
    void shouldTakeOverTheContainerWhenTheFunctionDiedBesideIt() throws Exception {
        // given a delivery whose function dies while its container runs
        TaskRequest request =
                shell("sleep 2; echo '{\"host\":\"'$(cat /etc/hostname)'\"}'").build();
        TaskBench dying = TaskBench.of(new ContainerKind(
                order -> new Dying(DockerEngine.from(System.getenv()).start(order))));
        assertThat(dying.error(request).code()).isEqualTo("handler_error");
        String left = containers().getFirst().getId();

        // when
        ObjectNode outputs = bench.outputs(request);

        // then
        assertThat(left).startsWith(outputs.get("host").textValue());
    }

    @Test
    void shouldStartAnotherWhenAnOlderAttemptLeftItsContainerEnded() throws Exception {
        // given
        TaskBench dying = TaskBench.of(new ContainerKind(
                order -> new Dying(DockerEngine.from(System.getenv()).start(order))));
        assertThat(dying.error(shell("echo '{\"n\":1}'").build()).code()).isEqualTo("handler_error");
        String left = containers().getFirst().getId();
        var ended = engine.waitContainerCmd(left).start().awaitCompletion(20, TimeUnit.SECONDS);

        // when
        ObjectNode outputs =
                bench.outputs(shell("echo '{\"n\":2}'").task(task, 2).build());

        // then
        assertThat(ended).isTrue();
        assertThat(outputs.get("n").intValue()).isEqualTo(2);
    }

    /** A function that dies once its container runs. */
    private record Dying(Running running) implements Running {
        @Override
        public boolean isTakenOver() {
            return running.isTakenOver();
        }

        @Override
        public ContainerEnd await(Sink sink) {
            throw new IllegalStateException("killed");
        }

        @Override
        public InputStream outputs() {
            throw new IllegalStateException("killed");
        }

        @Override
        public void remove() {}
    }

    @Test
    void shouldSayThatTheImageIsMissingWhenTheEngineHasNone() throws Exception {
        // given
        String missing = "sha256:" + "0".repeat(64);
        ObjectNode settings = JsonText.object();
        settings.putObject("guard_rails")
                .putObject("container")
                .putArray("images")
                .add(missing);

        // when
        TaskError error = bench.error(
                bench.request().ref(missing).settings(JsonText.json(settings)).build());

        // then
        assertThat(error.code()).isEqualTo("image_missing");
    }

    private RequestBuilder shell(String script) {
        ObjectNode settings = JsonText.object();
        ArrayNode args = settings.putArray("args");
        args.addObject().put("literal", "sh");
        args.addObject().put("literal", "-c");
        args.addObject().put("literal", script.replace("{words}", "/trellis/in/0-words.txt"));
        settings.putObject("exit_codes").putObject("9").put("code", "own.nine");
        ObjectNode rails = settings.putObject("guard_rails").putObject("container");
        rails.putArray("images").add(image);
        rails.put("max_output_bytes", 10_000).put("max_disk_mb", 32).put("max_processes", 32);
        settings.putArray("capabilities").add("mem=64Mi").add("cpu=1");
        return bench.request()
                .task(task, 1)
                .ref(image)
                .settings(JsonText.json(settings))
                .timeoutSeconds(30);
    }

    private static List<Container> containers() {
        return engine.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of("dev.trellis.task"))
                .exec();
    }
}
