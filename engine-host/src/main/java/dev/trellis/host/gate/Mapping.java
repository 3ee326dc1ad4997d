package dev.trellis.host.gate;

import dev.trellis.host.expression.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What goes into an activity and what comes out of it, by name.
 *
 * <p>An empty list means that nothing is declared, which is not the same as nothing being passed: see docs/bpmn.md.
 */
public record Mapping(List<Binding> inputs, List<Binding> outputs) {

    static final Mapping NONE = new Mapping(List.of(), List.of());

    /** One named value. */
    public record Binding(String target, ValueTemplate value) {}

    public Mapping {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /**
     * The declared inputs by name, in the order of the file.
     *
     * @throws dev.trellis.host.expression.ExpressionEvaluationException when one of them has no value
     */
    public Map<String, @Nullable Object> resolveInputs(Scope scope) {
        return resolve(inputs, scope);
    }

    /**
     * The declared outputs by the name of the variable that takes them.
     *
     * @param scope the task's outputs over the variables of the process
     * @throws dev.trellis.host.expression.ExpressionEvaluationException when one of them has no value
     */
    public Map<String, @Nullable Object> resolveOutputs(Scope scope) {
        return resolve(outputs, scope);
    }

    /** The names of the variables that the inputs read, sorted. */
    public Set<String> inputVariables() {
        return variables(inputs);
    }

    /** The names that the outputs read, of the task's outputs or of process variables, sorted. */
    public Set<String> outputVariables() {
        return variables(outputs);
    }

    private static Map<String, @Nullable Object> resolve(List<Binding> bindings, Scope scope) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        bindings.forEach(binding -> values.put(binding.target(), binding.value().resolve(scope)));
        return values;
    }

    private static Set<String> variables(List<Binding> bindings) {
        Set<String> names = new TreeSet<>();
        bindings.forEach(binding -> names.addAll(binding.value().variables()));
        return names;
    }
}
