package dev.trellis.host.task;

import dev.trellis.contract.task.Priority;
import dev.trellis.contract.task.TaskContext;
import dev.trellis.contract.task.TaskSpec;
import dev.trellis.contract.wire.TaskSpecJson;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.host.expression.Expression;
import dev.trellis.host.expression.Scope;
import dev.trellis.host.flowable.TaskReached;
import dev.trellis.host.gate.ServiceTaskUse;
import dev.trellis.host.json.JsonValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a model asks for by properties that hold the members of a Task Spec, as {@code kernel.task} does. The spec is
 * read by the same codec as one that a submitter sends, so that the same values are refused.
 */
final class SpecAsk {
    private static final String PREFIX = "trellis.";
    private static final List<String> MEMBERS = List.of("inputs", "artifacts_in", "capabilities", "policy");

    /** Whether an element has such a property. */
    static boolean speaksOf(ServiceTaskUse use) {
        return MEMBERS.stream().anyMatch(member -> use.properties().containsKey(PREFIX + member));
    }

    /** Of which variables the inputs are made, where a property names them as a whole. */
    static Optional<Expression> inputs(ServiceTaskUse use) {
        return Optional.ofNullable(use.properties().get(PREFIX + "inputs")).map(Expression::parse);
    }

    /**
     * What the properties ask for.
     *
     * @param mapped the inputs, where no property names them
     * @param inherited the priority, where no property names it
     * @throws IllegalArgumentException when the properties give no Task Spec; names the member
     */
    static Ask of(
            TaskReached reached,
            ServiceTaskUse use,
            Map<String, @Nullable Object> mapped,
            Priority inherited,
            TaskContext context) {
        Scope variables = reached.variables();
        Priority priority = AskedPriority.of(use, variables, inherited);
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("task_type", reached.taskType());
        members.put("priority", priority.name().toLowerCase(Locale.ROOT));
        members.put("inputs", mapped);
        MEMBERS.forEach(member -> put(members, member, use, variables));
        try {
            TaskSpec spec = TaskSpecJson.read(JsonValues.text(members));
            RequestParts parts = new RequestParts(spec.artifactsIn(), spec.capabilities(), context);
            return new Ask(spec.inputs(), parts, spec.priority(), spec.policy(), null);
        } catch (WireFormatException e) {
            throw new IllegalArgumentException("Task Spec: " + e.getMessage(), e);
        }
    }

    private static void put(Map<String, @Nullable Object> members, String member, ServiceTaskUse use, Scope variables) {
        String property = use.properties().get(PREFIX + member);
        Object value = property == null ? null : Expression.parse(property).evaluate(variables);
        if (value != null) {
            members.put(member, value);
        }
    }

    private SpecAsk() {}
}
