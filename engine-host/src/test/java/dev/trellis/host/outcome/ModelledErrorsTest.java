package dev.trellis.host.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Effect;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskId;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.host.expression.Expression;
import dev.trellis.host.expression.ExpressionEvaluationException;
import dev.trellis.host.expression.Scope;
import dev.trellis.host.gate.ServiceTaskUse.ErrorMapping;
import dev.trellis.host.task.TaskRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ModelledErrorsTest {
    private static final TaskError BUSY = new TaskError("busy", "come back", true);
    private static final Result FAILED = new Result.Failed(BUSY);
    private static final Result SUCCEEDED = new Result.Succeeded(new Payload.Inline(Json.EMPTY_OBJECT), List.of());
    private static final Decision ADVANCE = new Decision.Advance(new TaskLifecycle.Succeeded());
    private static final Decision RETRY = new Decision.Retry(new TaskLifecycle.Ready(), Duration.ofSeconds(1), BUSY);

    @Test
    void shouldTakeTheFirstErrorThatHolds() {
        // given
        ModelledErrors.Model model = model(true, "FIRST", "${n > 9}", "SECOND", "${n > 1}", "THIRD", "${n > 0}");

        // when
        Decision decision = decide(ADVANCE, SUCCEEDED, model);

        // then
        assertThat(decision).isInstanceOfSatisfying(Decision.Raise.class, raise -> {
            assertThat(raise.error().code()).isEqualTo("SECOND");
            assertThat(raise.end()).isEqualTo(new TaskLifecycle.Succeeded());
        });
    }

    @Test
    void shouldSeeWhatAFailureTellsBeforeVariables() {
        // given
        ModelledErrors.Model model =
                model(true, "E", "${externalTask.errorCode == 'busy' && contains(externalTask.errorMessage, 'back')}");

        // when
        Decision decision = decide(RETRY, FAILED, model);

        // then
        assertThat(decision).isInstanceOfSatisfying(Decision.Raise.class, raise -> {
            assertThat(raise.end()).isEqualTo(new TaskLifecycle.Failed());
            assertThat(raise.error().message()).isEqualTo("busy: come back");
        });
    }

    @Test
    void shouldAskAPersonWhenNothingCatchesTheError() {
        // when
        Decision decision = decide(RETRY, FAILED, model(false, "E", "${true}"));

        // then
        assertThat(decision).isInstanceOfSatisfying(Decision.Ask.class, ask -> assertThat(ask.code())
                .isEqualTo("error_not_caught"));
    }

    @Test
    void shouldNotHoldBesideAFailureWhenAnOutputIsMissing() {
        // when
        Decision decision = decide(RETRY, FAILED, model(true, "E", "${rows == 0}"));

        // then
        assertThat(decision).isEqualTo(RETRY);
    }

    @Test
    void shouldThrowBesideASuccessWhenAnOutputIsMissing() {
        // given
        ModelledErrors.Model model = model(true, "E", "${rows == 0}");

        // when / then
        assertThatThrownBy(() -> decide(ADVANCE, SUCCEEDED, model))
                .isInstanceOf(ExpressionEvaluationException.class)
                .hasMessageContaining("rows");
    }

    @Test
    void shouldLeaveDecisionsOfOtherSortsAlone() {
        // when / then
        assertThat(ModelledErrors.mayReplace(ADVANCE)).isTrue();
        assertThat(ModelledErrors.mayReplace(RETRY)).isTrue();
        assertThat(ModelledErrors.mayReplace(new Decision.Hold("suspended"))).isFalse();
        assertThat(ModelledErrors.mayReplace(new Decision.LateEffect())).isFalse();
        assertThat(ModelledErrors.mayReplace(new Decision.Fence("stale"))).isFalse();
        assertThat(ModelledErrors.mayReplace(new Decision.HandOver(
                        new TaskLifecycle.Running(), new Result.HandedOver("token", Instant.EPOCH))))
                .isFalse();
    }

    private static Decision decide(Decision decision, Result result, ModelledErrors.Model model) {
        Outcome outcome = new Outcome(
                new Attempt(new TaskId("t"), 1, "token"),
                Action.EXECUTE,
                result,
                Map.of(),
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                Json.EMPTY_OBJECT);
        TaskRow task = new TaskRow(
                new TaskRow.Place("t", "i", "i", "e", "default"),
                new TaskRow.Kind("element", null, "a.b", null),
                new TaskRow.State(new TaskLifecycle.Running(), 1, "token", false),
                new TaskRow.Terms(3, 60, 10, Effect.IDEMPOTENT));
        return ModelledErrors.instead(decision, task, outcome, model);
    }

    private static ModelledErrors.Model model(boolean caught, String... codesAndConditions) {
        List<ErrorMapping> errors = new ArrayList<>();
        for (int i = 0; i < codesAndConditions.length; i += 2) {
            errors.add(new ErrorMapping(codesAndConditions[i], Expression.parse(codesAndConditions[i + 1])));
        }
        Scope seen = Scope.of(Map.of("n", 5, "externalTask", "a variable of that name"));
        return new ModelledErrors.Model(errors, seen, code -> caught);
    }
}
