package dev.trellis.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.Priority;
import dev.trellis.contract.task.SubmissionKeys;
import dev.trellis.contract.task.TaskPolicy;
import dev.trellis.contract.task.TaskSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenTest {

    /** Reading and writing, for each kind of message that a program reads and writes. */
    private static final Map<String, UnaryOperator<String>> ROUND_TRIPS = Map.of(
            "task-spec", text -> TaskSpecJson.write(TaskSpecJson.read(text)),
            "task-request", text -> TaskRequestJson.write(TaskRequestJson.read(text)),
            "outcome", text -> OutcomeJson.write(OutcomeJson.read(text)),
            "process-entry",
                    text -> RegistryJson.write(RegistryJson.readProcess(new Json(text)))
                            .text(),
            "tde-entry",
                    text -> RegistryJson.write(RegistryJson.readTde(new Json(text)))
                            .text(),
            "policy-entry",
                    text -> RegistryJson.write(RegistryJson.readPolicy(new Json(text)))
                            .text());

    static Stream<Arguments> everyMessage() {
        return messages(ROUND_TRIPS.keySet().stream());
    }

    static Stream<Arguments> messagesThatAreWrittenAsTheyWereRead() {
        return messages(Stream.of("task-request", "outcome"));
    }

    private static Stream<Arguments> messages(Stream<String> kinds) {
        return kinds.flatMap(kind -> Golden.files(kind).stream().map(file -> Arguments.of(kind, file)));
    }

    private static String roundTrip(String kind, String text) {
        UnaryOperator<String> codec = ROUND_TRIPS.get(kind);
        if (codec == null) {
            throw new IllegalStateException("no codec of " + kind);
        }
        return codec.apply(text);
    }

    @ParameterizedTest
    @MethodSource("messagesThatAreWrittenAsTheyWereRead")
    void shouldKeepEveryFieldWhenAMessageIsReadAndWritten(String kind, Path file) {
        // given
        String text = Golden.text(file);

        // when
        String written = roundTrip(kind, text);

        // then
        assertThat(JsonText.canonical(JsonText.parse(written))).isEqualTo(JsonText.canonical(JsonText.parse(text)));
    }

    @ParameterizedTest
    @MethodSource("everyMessage")
    void shouldBeValidAndStableWhenWritten(String kind, Path file) {
        // given
        String text = Golden.text(file);

        // when
        String written = roundTrip(kind, text);

        // then
        assertThat(Golden.violations(kind, written)).isEmpty();
        assertThat(roundTrip(kind, written)).isEqualTo(written);
    }

    @Test
    void shouldReadTheTaskSpecOfTheDesignWhenWrittenVerbatim() {
        // given
        String text = Golden.text(Path.of("src/test/resources/golden/task-spec/design.json"));

        // when
        TaskSpec spec = TaskSpecJson.read(text);

        // then
        assertThat(spec)
                .isEqualTo(new TaskSpec(
                        "data.extract.csv",
                        new Json("{\"delimiter\":\",\"}"),
                        List.of(ArtifactRef.of("s3://trellis-artifacts/birdstrikes.csv")),
                        Priority.HIGH,
                        List.of("net=internal", "cpu=1", "mem=512Mi"),
                        new TaskPolicy(3, 900, null, false),
                        new SubmissionKeys("optional", "optional")));
    }

    @Test
    void shouldKeepEveryDigitWhenInputsHoldLargeAndExactNumbers() {
        // given
        String text = Golden.text(Path.of("src/test/resources/golden/task-spec/artifact-objects.json"));

        // when
        TaskSpec spec = TaskSpecJson.read(text);

        // then
        assertThat(spec.inputs().text())
                .isEqualTo("{\"text\":\"Grüße 世界\",\"big\":12345678901234567890,\"exact\":0.1}");
    }
}
