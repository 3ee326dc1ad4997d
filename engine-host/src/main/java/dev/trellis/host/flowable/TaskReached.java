package dev.trellis.host.flowable;

import dev.trellis.host.expression.Scope;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An instance has reached an element that a function executes, and waits there.
 *
 * @param executionId names the waiting place; outcomes advance it
 * @param rootId the outermost calling instance
 * @param definitionId of the deployed definition
 * @param scopeId the innermost scope of the model around the place
 * @param loopIndex place in a multi-instance loop, from 0
 * @param taskType as evaluated; null when the evaluation failed
 * @param failure why the task type could not be evaluated
 * @param variables that the element sees
 * @param everything all of these variables, without the counters of loops
 */
public record TaskReached(
        String executionId,
        String instanceId,
        String rootId,
        String definitionId,
        String element,
        String scopeId,
        @Nullable Integer loopIndex,
        @Nullable String taskType,
        @Nullable String failure,
        Scope variables,
        Supplier<Map<String, @Nullable Object>> everything) {}
