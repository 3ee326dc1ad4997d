package dev.trellis.host.outcome;

import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.contract.task.TaskLifecycle.Dispatched;
import dev.trellis.host.expression.Expression;
import dev.trellis.host.expression.ExpressionEvaluationException;
import dev.trellis.host.expression.Scope;
import dev.trellis.host.gate.ServiceTaskUse.ErrorMapping;
import dev.trellis.host.task.TaskRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The BPMN errors that a diagram makes of outcomes, by its {@code camunda:errorEventDefinition}s. As in Camunda they are
 * looked at with every outcome, a failure that would be tried again included. Pure: the same outcome, model and variables
 * give the same decision.
 */
final class ModelledErrors {
    static final String NOT_CAUGHT = "error_not_caught";

    /**
     * What the diagram says where a task stands.
     *
     * @param errors in the order of the file; the first that holds counts
     * @param seen the outputs and behind them the variables
     * @param caught whether an error of a code is caught there
     */
    record Model(List<ErrorMapping> errors, Scope seen, Predicate<String> caught) {}

    /** Whether the outcome counts for the present attempt, so that an error may stand in place of the decision. */
    static boolean mayReplace(Decision decision) {
        return switch (decision) {
            case Decision.Advance advance -> true;
            case Decision.Retry retry -> true;
            case Decision.Raise raise -> true;
            case Decision.Compensate compensate -> true;
            case Decision.Ask ask -> true;
            case Decision.HandOver over -> false;
            case Decision.Hold hold -> false;
            case Decision.LateEffect late -> false;
            case Decision.Ignore ignore -> false;
            case Decision.Fence fence -> false;
        };
    }

    /**
     * The decision, or the error in its place.
     *
     * @throws ExpressionEvaluationException when an expression about a success has no value
     */
    static Decision instead(Decision decision, TaskRow task, Outcome outcome, Model model) {
        return OutcomeDecider.dispatched(task.state().status())
                .flatMap(dispatched -> thrown(outcome.result(), model)
                        .map(mapping -> decision(mapping.errorCode(), dispatched, outcome.result(), model)))
                .orElse(decision);
    }

    private static Optional<ErrorMapping> thrown(Result result, Model model) {
        TaskError reported = reported(result);
        Scope seen = Scope.of(Map.of("externalTask", members(reported))).over(model.seen());
        return model.errors().stream()
                .filter(mapping -> holds(mapping.condition(), seen, reported != null))
                .findFirst();
    }

    /** A failure has no outputs, so that an expression about outputs has no value then, and does not hold. */
    private static boolean holds(Expression condition, Scope seen, boolean failed) {
        try {
            return condition.test(seen);
        } catch (ExpressionEvaluationException e) {
            if (failed) {
                return false;
            }
            throw e;
        }
    }

    private static Decision decision(String code, Dispatched dispatched, Result result, Model model) {
        TaskError reported = reported(result);
        String message = reported == null ? "the outputs mean this error" : reported.code() + ": " + reported.message();
        TaskError error = new TaskError(code, message, false);
        return model.caught().test(code)
                ? new Decision.Raise(end(dispatched, result), error)
                : new Decision.Ask(OutcomeDecider.incident(dispatched), NOT_CAUGHT, error);
    }

    private static TaskLifecycle end(Dispatched dispatched, Result result) {
        return switch (result) {
            case Result.Succeeded succeeded -> dispatched.succeed();
            case Result.Failed failed -> dispatched.fail();
            case Result.CompensateRequired required -> dispatched.requireCompensation();
            case Result.HandedOver handed -> throw new IllegalArgumentException("a hand-over ends no task");
        };
    }

    private static @Nullable TaskError reported(Result result) {
        return switch (result) {
            case Result.Failed failed -> failed.error();
            case Result.CompensateRequired required -> required.error();
            case Result.Succeeded succeeded -> null;
            case Result.HandedOver handed -> null;
        };
    }

    /** An outcome tells no more than a code and a message, so that the details are the message again. */
    private static Map<String, @Nullable Object> members(@Nullable TaskError error) {
        Map<String, @Nullable Object> members = new HashMap<>();
        members.put("errorCode", error == null ? null : error.code());
        members.put("errorMessage", error == null ? null : error.message());
        members.put("errorDetails", error == null ? null : error.message());
        return members;
    }

    private ModelledErrors() {}
}
