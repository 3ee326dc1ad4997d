package dev.trellis.tde.container.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said to a Docker engine, and what becomes of its answers. */
final class DockerWireIT {
    private static final String IMAGE = "team/convert@sha256:" + "a".repeat(64);
    private static final String CREATE = "POST /containers/create";
    private static final String IMAGE_IS_THERE = "GET /images/" + IMAGE + "/json";
    private static final String START = "POST /containers/c1/start";
    private static final String FIND = "GET /containers/trellis-x/json";
    private static final ContainerLimits LIMITS = new ContainerLimits(500, 64, 0, 16, 32, Network.NONE);

    @TempDir
    Path folder;

    private StubEngine engine;

    @BeforeEach
    void startEngine() throws IOException {
        engine = new StubEngine()
                .on(IMAGE_IS_THERE, 200, "{\"Id\":\"sha256:1\"}")
                .on(CREATE, 201, "{\"Id\":\"c1\"}")
                .on("PUT /containers/c1/archive", 200, "")
                .on(START, 204, "")
                .on("DELETE /containers/c1", 204, "");
    }

    @AfterEach
    void stopEngine() {
        engine.close();
    }

    @Test
    void shouldShutTheContainerInAsItWasOrdered() throws Exception {
        // when
        Running running = start(LIMITS, null);

        // then
        assertThat(running.isTakenOver()).isFalse();
        JsonNode said = JsonText.parse(String.valueOf(engine.body(CREATE)));
        assertThat(said.path("User").textValue()).isEqualTo("65534:65534");
        assertThat(said.path("Image").textValue()).isEqualTo(IMAGE);
        assertThat(said.path("Cmd").toString()).isEqualTo("[\"--to\",\"png\"]");
        assertThat(said.path("Env").toString()).isEqualTo("[\"A=b\"]");
        assertThat(said.at("/Labels/dev.trellis.attempt").textValue()).isEqualTo("3");
        JsonNode host = said.path("HostConfig");
        assertThat(host.path("NanoCpus").longValue()).isEqualTo(500_000_000L);
        assertThat(host.path("Memory").longValue()).isEqualTo(64L << 20);
        assertThat(host.path("MemorySwap").longValue()).isEqualTo(64L << 20);
        assertThat(host.path("PidsLimit").intValue()).isEqualTo(16);
        assertThat(host.path("NetworkMode").textValue()).isEqualTo("none");
        assertThat(host.path("CapDrop").toString()).isEqualTo("[\"ALL\"]");
        assertThat(host.path("SecurityOpt").toString()).isEqualTo("[\"no-new-privileges\"]");
        assertThat(host.path("DeviceRequests").isEmpty()).isTrue();
        assertThat(engine.body("PUT /containers/c1/archive")).isEqualTo("the inputs");
    }

    @ParameterizedTest
    @CsvSource(
            value = {"EGRESS, -, bridge", "INTERNAL, inner, inner"},
            nullValues = "-")
    void shouldGiveTheNetworkThatIsOrdered(Network network, @Nullable String internal, String expected)
            throws Exception {
        // when
        var unused = start(new ContainerLimits(500, 64, 0, 16, 32, network), internal);

        // then
        assertThat(JsonText.parse(String.valueOf(engine.body(CREATE)))
                        .at("/HostConfig/NetworkMode")
                        .textValue())
                .isEqualTo(expected);
    }

    @Test
    void shouldRefuseTheInternalNetworkWhenTheEngineHasNone() {
        // when
        TaskError error = error(new ContainerLimits(500, 64, 0, 16, 32, Network.INTERNAL));

        // then
        assertThat(error.code()).isEqualTo("capability_missing");
        assertThat(error.message()).contains("TRELLIS_DOCKER_INTERNAL");
        assertThat(engine.called()).doesNotContain(CREATE);
    }

    @Test
    void shouldRefuseAndRemoveWhenTheEngineHasNoDevices() {
        // given
        var unused = engine.instead(
                START, 500, "{\"message\":\"could not select device driver \\\"\\\" with capabilities: [[gpu]]\"}");

        // when
        TaskError error = error(new ContainerLimits(500, 64, 1, 16, 32, Network.NONE));

        // then
        assertThat(error.code()).isEqualTo("capability_missing");
        assertThat(error.retryable()).isFalse();
        JsonNode asked = JsonText.parse(String.valueOf(engine.body(CREATE))).at("/HostConfig/DeviceRequests/0");
        assertThat(asked.path("Count").intValue()).isEqualTo(1);
        assertThat(asked.path("Capabilities").toString()).isEqualTo("[[\"gpu\"]]");
        assertThat(engine.called()).contains("DELETE /containers/c1");
    }

    @ParameterizedTest
    @CsvSource({"400, false", "500, true"})
    void shouldTellWhatPassesFromWhatDoesNotWhenTheEngineRefuses(int status, boolean retryable) {
        // given
        var unused = engine.instead(CREATE, status, "{\"message\":\"no such thing\"}");

        // when
        TaskError error = error(LIMITS);

        // then
        assertThat(error).isEqualTo(new TaskError("engine_refused", error.message(), retryable));
        assertThat(error.message()).contains("no such thing");
    }

    @Test
    void shouldSayThatTheImageIsUnavailableWhenItCannotBePulled() {
        // given
        var unused = engine.instead(IMAGE_IS_THERE, 404, "{\"message\":\"none\"}")
                .on("POST /images/create", 500, "{\"message\":\"registry away\"}");

        // when
        TaskError error = error(LIMITS);

        // then
        assertThat(error.code()).isEqualTo("image_unavailable");
        assertThat(error.retryable()).isTrue();
    }

    @Test
    void shouldTakeOverTheTwinsContainerWhenItWasFasterByAHair() throws Exception {
        // given nothing is found at first, and the name is taken when it is asked for
        var unused = engine.on(FIND, 404, "{\"message\":\"none\"}")
                .on(FIND, 200, "{\"Id\":\"c9\",\"State\":{\"Running\":true,\"Status\":\"running\"},\"Config\":{}}")
                .instead(CREATE, 409, "{\"message\":\"name in use\"}");

        // when
        Running running = start(LIMITS, null);

        // then
        assertThat(running.isTakenOver()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true"})
    void shouldNotCountAsAnEndWhenPartOfItsOutputIsMissingUnlessNoMoreIsWanted(boolean wanted, boolean ends)
            throws Exception {
        // given it has ended, and what it printed does not come to an end
        var unused = engine.begin("GET /containers/c1/logs", frame("{\"a\":"))
                .on("POST /containers/c1/kill", 204, "")
                .on("POST /containers/c1/wait", 200, "{\"StatusCode\":0}")
                .on("GET /containers/c1/json", 200, "{\"State\":{\"Running\":false,\"ExitCode\":0}}");
        DockerSettings settings = DockerSettings.from(Map.of("TRELLIS_DOCKER_HOST", engine.host()));
        Running running = new DockerContainer(DockerEngine.connect(settings), "c1", false, 32, Duration.ofMillis(500));

        // when
        ContainerRefusedException refused = catchThrowableOfType(
                ContainerRefusedException.class, () -> running.await((standardError, bytes) -> wanted));

        // then
        if (ends) {
            assertThat(refused).isNull();
        } else {
            assertThat(refused.error())
                    .isEqualTo(
                            new TaskError("engine_unavailable", refused.error().message(), true));
        }
    }

    private static byte[] frame(String printed) {
        byte[] text = printed.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length)
                .put((byte) 1)
                .put(new byte[3])
                .putInt(text.length)
                .put(text)
                .array();
    }

    @Test
    void shouldSayThatNoEngineAnswersWhenThereIsNone() {
        // given
        engine.close();

        // when
        TaskError error = error(LIMITS);

        // then
        assertThat(error.code()).isEqualTo("engine_unavailable");
        assertThat(error.retryable()).isTrue();
    }

    private TaskError error(ContainerLimits limits) {
        return catchThrowableOfType(ContainerRefusedException.class, () -> start(limits, null))
                .error();
    }

    private Running start(ContainerLimits limits, @Nullable String internal) throws Exception {
        Path inputs = Files.writeString(folder.resolve("in.tar"), "the inputs");
        Map<String, String> environment = new HashMap<>(Map.of("TRELLIS_DOCKER_HOST", engine.host()));
        if (internal != null) {
            environment.put("TRELLIS_DOCKER_INTERNAL", internal);
        }
        return DockerEngine.from(environment)
                .start(new ContainerOrder(
                        new Owner("trellis-x", 3, 60),
                        IMAGE,
                        List.of("--to", "png"),
                        new Variables(Map.of("A", "b"), Set.of()),
                        inputs,
                        limits));
    }
}
