package dev.trellis.tde.runtime;

import static dev.trellis.tde.runtime.RunnerFixture.KEY;
import static dev.trellis.tde.runtime.RunnerFixture.START;
import static dev.trellis.tde.runtime.RunnerFixture.done;
import static dev.trellis.tde.runtime.RunnerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.WireFormatException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TaskRunnerTest {
    private final RunnerFixture platform = new RunnerFixture();

    @Test
    void shouldPublishOutputsWhenWorkSucceeds() throws Exception {
        // given
        RunnerFixture.Work echo = scope -> {
            scope.metric("rows", 3);
            return done(JsonText.write(scope.inputs()));
        };

        // when
        platform.deliver(request(1), echo);

        // then
        Outcome outcome = platform.published().getFirst();
        assertThat(outcome.attempt()).isEqualTo(request(1).attempt());
        assertThat(outcome.result()).isEqualTo(done("{\"n\":1}"));
        assertThat(outcome.metrics()).containsEntry("rows", 3.0).containsKey("duration_ms");
        assertThat(outcome.startedAt()).isEqualTo(START);
        assertThat(outcome.traceparent()).isEqualTo("00-aa-bb-01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "[]", "{}", "{\"contract\":\"trellis/v1\"}"})
    void shouldThrowAndClaimNothingWhenMessageIsNoRequest(String message) {
        // given
        RunnerFixture.Work work = scope -> done("{}");

        // when
        assertThatThrownBy(() -> platform.deliver(message, work)).isInstanceOf(WireFormatException.class);

        // then
        assertThat(platform.executions.read(KEY)).isEmpty();
        assertThat(platform.published()).isEmpty();
    }

    @Test
    void shouldRefuseWhenNotAfterHasPassed() throws Exception {
        // given
        platform.clock.advance(Duration.ofSeconds(61));
        AtomicInteger runs = new AtomicInteger();

        // when
        platform.deliver(request(1), scope -> done("{\"run\":" + runs.incrementAndGet() + "}"));

        // then
        assertThat(platform.summaries()).containsExactly("token-1 failed:not_after");
        assertThat(runs).hasValue(0);
    }

    @Test
    void shouldFailWithoutRetryWhenRequestIsForAnotherAdapter() throws Exception {
        // given
        var misled = request(1, Action.EXECUTE, "python", Payload.EMPTY);

        // when
        platform.deliver(misled, scope -> done("{}"));

        // then
        assertThat(platform.summaries()).containsExactly("token-1 failed:wrong_adapter");
    }

    @Test
    void shouldFetchInputsWhenTheyCameByClaimCheck() throws Exception {
        // given
        ArtifactRef stored = platform.artifacts.put("in.json", "{\"big\":true}".getBytes(StandardCharsets.UTF_8));

        // when
        platform.deliver(
                request(1, Action.EXECUTE, "test", new Payload.ClaimCheck(stored)),
                scope -> done(JsonText.write(scope.inputs())));

        // then
        assertThat(platform.published().getFirst().result()).isEqualTo(done("{\"big\":true}"));
    }

    @Test
    void shouldFailWhenClaimCheckWasChanged() throws Exception {
        // given
        ArtifactRef stored = platform.artifacts.put("in.json", "{}".getBytes(StandardCharsets.UTF_8));
        var unused = platform.artifacts.put("in.json", "{\"forged\":1}".getBytes(StandardCharsets.UTF_8));

        // when
        platform.deliver(request(1, Action.EXECUTE, "test", new Payload.ClaimCheck(stored)), scope -> done("{}"));

        // then
        assertThat(platform.summaries()).containsExactly("token-1 failed:artifact_digest");
    }

    @Test
    void shouldFailWhenAnArtifactIsMissing() throws Exception {
        // given
        ArtifactRef absent = ArtifactRef.of("s3://bucket/absent.csv");

        // when
        platform.deliver(request(1, Action.EXECUTE, "test", Payload.EMPTY, absent), scope -> done("{}"));

        // then
        assertThat(platform.summaries()).containsExactly("token-1 failed:artifact_missing");
    }

    @Test
    void shouldStoreOutputsAsideWhenTheyAreLarge() throws Exception {
        // given
        String large = "{\"text\":\"" + "x".repeat(Payload.INLINE_LIMIT_BYTES) + "\"}";

        // when
        platform.deliver(request(1), scope -> done(large));

        // then
        Result.Succeeded result =
                (Result.Succeeded) platform.published().getFirst().result();
        ArtifactRef ref = ((Payload.ClaimCheck) result.outputs()).ref();
        assertThat(ref.uri()).isEqualTo("s3://bucket/work/default/i-1/task-1/1/.outputs.json");
        assertThat(new String(platform.artifacts.open(ref.uri()).readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(large);
    }

    @Test
    void shouldReportCodeOrClassWhenWorkThrows() throws Exception {
        // given / when
        platform.deliver(request(1), scope -> {
            throw TaskFailedException.permanent("no_such_airport", "XYZ");
        });
        platform.deliver(request(2), scope -> {
            throw new IllegalStateException("boom");
        });
        platform.deliver(request(3), scope -> {
            throw new WireFormatException("$.inputs.n", "expected a string");
        });
        platform.deliver(request(4), scope -> {
            throw new PortUnavailableException("away");
        });
        platform.deliver(request(5), scope -> {
            throw new StackOverflowError();
        });

        // then
        assertThat(platform.summaries())
                .containsExactly(
                        "token-1 failed:no_such_airport",
                        "token-2 failed:handler_error",
                        "token-3 failed:invalid_request",
                        "token-4 failed:platform_unavailable",
                        "token-5 failed:handler_error");
    }

    @Test
    void shouldRefuseCompensationWhenKindCannotUndo() throws Exception {
        // given
        var undo = request(1, Action.COMPENSATE, "test", Payload.EMPTY);

        // when
        platform.deliver(undo, scope -> done("{}"));

        // then
        assertThat(platform.summaries()).containsExactly("token-1 failed:compensate_unsupported");
        assertThat(platform.executions.read(KEY)).isEmpty();
    }

    @Test
    void shouldMarkTheExecutionWhenAskedToCancel() throws Exception {
        // given
        var cancel = request(1, Action.CANCEL, "test", Payload.EMPTY);

        // when
        platform.deliver(cancel, scope -> done("{}"));
        platform.deliver(request(1), scope -> done("{}"));

        // then
        assertThat(platform.summaries()).containsExactly("token-1 succeeded", "token-1 failed:cancelled");
    }

    @Test
    void shouldNeverNameThePayloadInAFailureOfReading() throws Exception {
        // given
        var broken = request(1, Action.EXECUTE, "test", new Payload.Inline(new Json("[\"secret\"]")));

        // when / then
        assertThatThrownBy(() -> platform.deliver(broken, scope -> done("{}")))
                .isInstanceOf(WireFormatException.class)
                .hasMessageNotContaining("secret");
    }
}
