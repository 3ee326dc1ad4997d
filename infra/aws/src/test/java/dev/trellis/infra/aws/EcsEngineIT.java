package dev.trellis.infra.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.container.ContainerEnd;
import dev.trellis.contract.container.ContainerEngine.Running;
import dev.trellis.contract.container.ContainerLimits;
import dev.trellis.contract.container.ContainerOrder;
import dev.trellis.contract.container.ContainerOrder.Owner;
import dev.trellis.contract.container.ContainerOrder.Variables;
import dev.trellis.contract.container.ContainerRefusedException;
import dev.trellis.contract.task.Capabilities.Network;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.wire.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said to ECS, and what becomes of its answers. */
final class EcsEngineIT {
    private static final String IMAGE = "registry.example/convert@sha256:" + "a".repeat(64);
    private static final String ARN = "arn:aws:ecs:us-east-1:1:task/work/t1";
    private static final String UNKNOWN =
            "{\"__type\":\"ClientException\",\"message\":\"Unable to describe task definition.\"}";
    private static final String DEFINED =
            "{\"taskDefinition\":{\"taskDefinitionArn\":\"arn:def\",\"status\":\"ACTIVE\"}}";
    private static final String STARTED = "{\"tasks\":[{\"taskArn\":\"" + ARN + "\"}],\"failures\":[]}";
    private static final String NO_TASKS = "{\"taskArns\":[]}";
    private static final String RUNNING = "{\"tasks\":[{\"taskArn\":\"" + ARN
            + "\",\"lastStatus\":\"RUNNING\",\"desiredStatus\":\"RUNNING\",\"group\":\"trellis-attempt-2\",\"containers\":[]}]}";
    private static final ContainerLimits LIMITS = new ContainerLimits(500, 256, 0, 16, 32, Network.INTERNAL);
    private static final Variables PLAIN = new Variables(Map.of("A", "b"), Set.of());

    @TempDir
    Path folder;

    private final List<String> printed = new ArrayList<>();
    private StubCloud cloud;

    @BeforeEach
    void startCloud() throws IOException {
        cloud = new StubCloud()
                .on("ListTasks", NO_TASKS)
                .on("DescribeTaskDefinition", UNKNOWN)
                .on("RegisterTaskDefinition", DEFINED)
                .on("RunTask", STARTED)
                .on("DescribeTasks", "{\"tasks\":[]}", ended(0, "null", 0))
                .on("GetLogEvents", events("f/1", "one"), events("f/2", "two"), events("f/2"));
    }

    @AfterEach
    void stopCloud() {
        cloud.close();
    }

    @Test
    void shouldRunTheWorkBetweenItsCarriersAndGiveItsEnd() throws Exception {
        // when
        Running running = start(LIMITS, PLAIN);
        ContainerEnd end = running.await(this::print);

        // then the definition holds what every task of the image shares
        assertThat(end).isEqualTo(new ContainerEnd(0, false));
        assertThat(running.isTakenOver()).isFalse();
        assertThat(printed).containsExactly("one\n", "two\n");
        JsonNode definition = JsonText.parse(cloud.body("RegisterTaskDefinition"));
        assertThat(definition.path("cpu").textValue()).isEqualTo("512");
        assertThat(definition.path("memory").textValue()).isEqualTo("1024");
        assertThat(definition.path("executionRoleArn").textValue()).isEqualTo("arn:role");
        assertThat(definition.has("taskRoleArn")).isFalse();
        JsonNode work = definition.at("/containerDefinitions/1");
        assertThat(work.path("image").textValue()).isEqualTo(IMAGE);
        assertThat(work.path("user").textValue()).isEqualTo("65534:65534");
        assertThat(work.path("memory").intValue()).isEqualTo(256);
        assertThat(work.at("/linuxParameters/capabilities/drop/0").textValue()).isEqualTo("ALL");
        assertThat(work.at("/dependsOn/0/condition").textValue()).isEqualTo("SUCCESS");
        assertThat(definition
                        .at("/containerDefinitions/2/dependsOn/0/condition")
                        .textValue())
                .isEqualTo("COMPLETE");
        assertThat(definition.findValuesAsText("essential")).containsExactly("false", "false", "true");

        // and the task what is its own
        JsonNode task = JsonText.parse(cloud.body("RunTask"));
        assertThat(task.path("clientToken").textValue()).isEqualTo("trellis-x-3");
        assertThat(task.path("startedBy").textValue()).isEqualTo("trellis-x");
        assertThat(task.at("/networkConfiguration/awsvpcConfiguration").toString())
                .contains("subnet-a", "sg-inner", "DISABLED")
                .doesNotContain("sg-outer");
        assertThat(task.at("/overrides/containerOverrides/0/command/1").textValue())
                .isEqualTo("png");
        assertThat(task.at("/overrides/containerOverrides/1/environment/0/value")
                        .textValue())
                .startsWith(cloud.url() + "/trellis-artifacts/work/containers/trellis-x/trellis-attempt-3/in.tar?")
                .contains("X-Amz-Signature", "X-Amz-Expires=1260");
    }

    @Test
    void shouldBringFilesAndTakeThemAwayAndLeaveNone() throws Exception {
        // given
        Running running = start(LIMITS, PLAIN);
        assertThat(cloud.files.get("/trellis-artifacts/work/containers/trellis-x/trellis-attempt-3/in.tar"))
                .asString(StandardCharsets.UTF_8)
                .contains("the inputs");
        cloud.files.put(
                "/trellis-artifacts/work/containers/trellis-x/trellis-attempt-3/out.tar",
                "left".getBytes(StandardCharsets.UTF_8));

        // when
        String left = new String(running.outputs().readAllBytes(), StandardCharsets.UTF_8);
        running.remove();

        // then
        assertThat(left).isEqualTo("left");
        assertThat(cloud.files).isEmpty();
        assertThat(cloud.body("StopTask")).contains(ARN);
    }

    @Test
    void shouldRegisterNothingWhenTheDefinitionIsThere() throws Exception {
        // given
        var unused = cloud.on("DescribeTaskDefinition", DEFINED);

        // when
        var unusedRunning = start(LIMITS, PLAIN);

        // then
        assertThat(cloud.called()).doesNotContain("RegisterTaskDefinition");
        assertThat(cloud.body("RunTask")).contains("arn:def");
    }

    @Test
    void shouldTakeOverTheTaskThatRuns() throws Exception {
        // given
        var unused = cloud.on("ListTasks", "{\"taskArns\":[\"" + ARN + "\"]}").on("DescribeTasks", RUNNING);

        // when
        Running running = start(LIMITS, PLAIN);

        // then
        assertThat(running.isTakenOver()).isTrue();
        assertThat(cloud.called()).doesNotContain("RunTask");
        cloud.files.put("/trellis-artifacts/work/containers/trellis-x/trellis-attempt-2/out.tar", new byte[] {7});
        assertThat(running.outputs().readAllBytes()).containsExactly(7);
    }

    @Test
    void shouldTakeOverTheTwinsTaskAndItsFilesWhenItWasFasterByAHair() throws Exception {
        // given ECS lists nothing yet, and knows the attempt's token with a twin's order
        String left = "/trellis-artifacts/work/containers/trellis-x/trellis-attempt-3/out.tar";
        cloud.files.put(left, new byte[] {7});
        var unused = cloud.on(
                "RunTask",
                "{\"__type\":\"ConflictException\",\"message\":\"token in use\",\"resourceIds\":[\"" + ARN + "\"]}");

        // when
        Running running = start(LIMITS, PLAIN);

        // then
        assertThat(running.isTakenOver()).isTrue();
        assertThat(running.outputs().readAllBytes()).containsExactly(7);
        running.remove();
        assertThat(cloud.body("StopTask")).contains(ARN);
    }

    @ParameterizedTest
    @CsvSource({"3, true", "2, false"})
    void shouldTakeOverTheTaskThatHasJustEndedWhenTheSameAttemptOrderedIt(int attempt, boolean takenOver)
            throws Exception {
        // given
        String ended = "{\"tasks\":[{\"taskArn\":\"" + ARN
                + "\",\"desiredStatus\":\"STOPPED\",\"group\":\"trellis-attempt-" + attempt + "\"}]}";
        var unused = cloud.on("ListTasks", "{\"taskArns\":[\"" + ARN + "\"]}").on("DescribeTasks", ended);

        // when / then
        assertThat(start(LIMITS, PLAIN).isTakenOver()).isEqualTo(takenOver);
    }

    @ParameterizedTest(name = "{0}, {1} m, {2} gpus")
    @CsvSource({
        "NONE, 500, 0, net=none",
        "EGRESS, 500, 0, TRELLIS_ECS_EGRESS",
        "INTERNAL, 500, 1, gpu",
        "INTERNAL, 32000, 0, cpu=32.0"
    })
    void shouldRefuseWhatFargateCannotGive(Network network, int milliCpus, int gpus, String why) {
        // when
        TaskError error = error(new ContainerLimits(milliCpus, 256, gpus, 16, 32, network), PLAIN);

        // then
        assertThat(error.code()).isEqualTo("capability_missing");
        assertThat(error.message()).contains(why);
        assertThat(error.retryable()).isFalse();
        assertThat(cloud.called()).isEmpty();
    }

    @Test
    void shouldRefuseSecretsInVariablesSinceEcsWouldShowThem() {
        // when
        TaskError error = error(LIMITS, new Variables(Map.of("TOKEN", "canary"), Set.of("TOKEN")));

        // then
        assertThat(error.code()).isEqualTo("secret_refused");
        assertThat(error.message()).contains("TOKEN").doesNotContain("canary");
        assertThat(cloud.called()).isEmpty();
    }

    @Test
    void shouldRefuseArgumentsThatEcsWouldNotTake() {
        assertThat(error(LIMITS, new Variables(Map.of("A", "x".repeat(9000)), Set.of()))
                        .code())
                .isEqualTo("order_too_large");
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"tasks\":[],\"failures\":[{\"reason\":\"RESOURCE:CPU\"}]}                | engine_refused     | true  | RESOURCE:CPU",
                "{\"__type\":\"AccessDeniedException\",\"message\":\"not yours\"}            | engine_refused     | false | not yours",
                "{\"__type\":\"ThrottlingException\",\"message\":\"slower\"}                 | engine_unavailable | true  | slower",
            })
    void shouldTellWhatPassesFromWhatDoesNotWhenEcsRefuses(String answer, String code, boolean retryable, String why) {
        // given
        var unused = cloud.on("RunTask", answer);

        // when
        TaskError error = error(LIMITS, PLAIN);

        // then
        assertThat(error).isEqualTo(new TaskError(code, error.message(), retryable));
        assertThat(error.message()).contains(why);
    }

    @Test
    void shouldSayThatMemoryWasTooSmallWhenEcsSaysSo() throws Exception {
        // given
        var unused =
                cloud.on("DescribeTasks", ended(137, "\"OutOfMemoryError: Container killed due to memory usage\"", 0));

        // when / then
        assertThat(start(LIMITS, PLAIN).await(this::print)).isEqualTo(new ContainerEnd(137, true));
    }

    @Test
    void shouldSayWhyWhenTheWorkNeverRan() {
        // given
        var unused = cloud.on(
                "DescribeTasks",
                "{\"tasks\":[{\"taskArn\":\"" + ARN
                        + "\",\"lastStatus\":\"STOPPED\",\"stoppedReason\":\"CannotPullContainerError\","
                        + "\"containers\":[{\"name\":\"work\"},{\"name\":\"bring\",\"exitCode\":22}]}]}");

        // when / then
        assertThatThrownBy(() -> start(LIMITS, PLAIN).await(this::print))
                .hasMessageContaining("engine_refused")
                .hasMessageContaining("bring ended with exit status 22")
                .hasMessageContaining("CannotPullContainerError");
    }

    @Test
    void shouldNotCountAsASuccessWhenItsFilesCouldNotBeTakenAway() {
        // given
        var unused = cloud.on("DescribeTasks", ended(0, "null", 6));

        // when / then
        assertThatThrownBy(() -> start(LIMITS, PLAIN).await(this::print))
                .hasMessageContaining("take ended with exit status 6");
    }

    @Test
    void shouldStopTheTaskWhenNoMoreIsWanted() throws Exception {
        // given
        var unused = cloud.on("DescribeTasks", RUNNING);

        // when
        var unusedEnd = start(LIMITS, PLAIN).await((standardError, bytes) -> false);

        // then
        assertThat(cloud.called()).contains("StopTask");
    }

    private boolean print(boolean standardError, byte[] bytes) {
        assertThat(standardError).isTrue();
        printed.add(new String(bytes, StandardCharsets.UTF_8));
        return true;
    }

    private static String ended(int exitCode, String reason, int taken) {
        return "{\"tasks\":[{\"taskArn\":\"%s\",\"lastStatus\":\"STOPPED\",\"containers\":[{\"name\":\"work\",\"exitCode\":%d,\"reason\":%s},{\"name\":\"take\",\"exitCode\":%d}]}]}"
                .formatted(ARN, exitCode, reason, taken);
    }

    private static String events(String token, String... lines) {
        List<String> events = List.of(lines).stream()
                .map(line -> "{\"message\":\"" + line + "\",\"timestamp\":1}")
                .toList();
        return "{\"nextForwardToken\":\"" + token + "\",\"events\":" + events + "}";
    }

    private TaskError error(ContainerLimits limits, Variables variables) {
        return catchThrowableOfType(ContainerRefusedException.class, () -> start(limits, variables))
                .error();
    }

    private Running start(ContainerLimits limits, Variables variables) throws Exception {
        Map<String, String> environment = Map.of(
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local",
                "TRELLIS_S3_ENDPOINT", cloud.url(),
                "TRELLIS_ECS_ENDPOINT", cloud.url(),
                "TRELLIS_ECS_CLUSTER", "work",
                "TRELLIS_ECS_EXECUTION_ROLE", "arn:role",
                "TRELLIS_ECS_CARRIER", "curl@sha256:" + "b".repeat(64),
                "TRELLIS_ECS_LOG_GROUP", "/trellis/containers",
                "TRELLIS_ECS_INTERNAL", "subnet-a,subnet-b;sg-inner");
        Path inputs = Files.writeString(folder.resolve("in.tar"), "the inputs");
        return AwsPlatform.fromEnvironment(environment)
                .containers(environment)
                .start(new ContainerOrder(
                        new Owner("trellis-x", 3, 60), IMAGE, List.of("--to", "png"), variables, inputs, limits));
    }
}
