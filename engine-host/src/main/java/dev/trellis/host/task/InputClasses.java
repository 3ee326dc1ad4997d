package dev.trellis.host.task;

import dev.trellis.contract.task.DataClass;
import dev.trellis.host.dataclass.Labels;
import dev.trellis.host.dataclass.VariableClasses;
import dev.trellis.host.definition.Pin;
import dev.trellis.host.expression.Expression;
import dev.trellis.host.gate.Mapping;
import dev.trellis.host.gate.ServiceTaskUse;
import dev.trellis.host.instance.Heritage;
import dev.trellis.registry.ClassAnnotations;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The classes of the data in the inputs of an activation: what the variables hold of which they are made, and what the
 * input schema says of them.
 */
final class InputClasses {
    private final ServiceTaskUse use;
    private final ClassAnnotations annotations;
    private final VariableClasses variables;
    private final Optional<Expression> whole;

    InputClasses(ServiceTaskUse use, Pin pin, VariableClasses variables) {
        this.use = use;
        this.annotations = pin.annotations().inputs();
        this.variables = variables;
        this.whole = SpecAsk.inputs(use);
    }

    /** Whether nothing that an instance has noted and nothing that the schema says can matter. */
    static boolean nothingToTell(Heritage heritage, Pin pin) {
        return heritage.labels().isEmpty() && pin.annotations().inputs().isEmpty();
    }

    /** The classes by input. */
    Labels of(Collection<String> inputs) {
        Map<String, Set<DataClass>> labels = new TreeMap<>();
        for (String input : inputs) {
            Set<DataClass> classes = EnumSet.noneOf(DataClass.class);
            classes.addAll(annotations.of(input));
            classes.addAll(variables.of(read(input)));
            labels.put(input, classes);
        }
        return new Labels(labels);
    }

    /** What the schema says of inputs that are made of one variable holds for the variable: it may go elsewhere too. */
    Labels ofVariables(Collection<String> inputs) {
        Map<String, Set<DataClass>> labels = new TreeMap<>();
        for (String input : inputs) {
            Set<String> read = read(input);
            if (read.size() == 1) {
                labels.computeIfAbsent(read.iterator().next(), name -> EnumSet.noneOf(DataClass.class))
                        .addAll(annotations.of(input));
            }
        }
        return new Labels(labels);
    }

    private Set<String> read(String input) {
        if (whole.isPresent()) {
            return whole.get().variables();
        }
        return use.mapping().inputs().stream()
                .filter(binding -> binding.target().equals(input))
                .map(Mapping.Binding::value)
                .findFirst()
                .map(value -> value.variables())
                .orElse(Set.of(input));
    }
}
