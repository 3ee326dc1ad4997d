package dev.trellis.host.dataclass;

import dev.trellis.contract.task.DataClass;
import dev.trellis.host.gate.VariableFlow;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The classes of the variables of an instance: what is noted of them, and what flows into them by the diagram alone, for
 * example from the collection of a loop into its element.
 */
public final class VariableClasses {
    private final Labels noted;
    private final List<VariableFlow> flows;

    public VariableClasses(Labels noted, List<VariableFlow> flows) {
        this.noted = noted;
        this.flows = List.copyOf(flows);
    }

    /** The classes of a value that reads these variables. */
    public Set<DataClass> of(Collection<String> variables) {
        return noted.isEmpty() ? Set.of() : noted.of(reached(variables));
    }

    /** The labels of these variables. */
    public Labels labels(Collection<String> variables) {
        Map<String, Set<DataClass>> labels = new TreeMap<>();
        variables.forEach(name -> labels.put(name, of(List.of(name))));
        return new Labels(labels);
    }

    private Set<String> reached(Collection<String> variables) {
        Set<String> reached = new HashSet<>(variables);
        Deque<String> open = new ArrayDeque<>(variables);
        while (!open.isEmpty()) {
            String name = open.remove();
            flows.stream()
                    .filter(flow -> flow.target().equals(name))
                    .flatMap(flow -> flow.sources().stream())
                    .filter(reached::add)
                    .forEach(open::add);
        }
        return reached;
    }
}
