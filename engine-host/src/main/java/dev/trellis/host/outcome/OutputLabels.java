package dev.trellis.host.outcome;

import dev.trellis.contract.task.DataClass;
import dev.trellis.host.dataclass.LabelTable;
import dev.trellis.host.dataclass.Labels;
import dev.trellis.host.dataclass.Revealed;
import dev.trellis.host.dataclass.TaskLabels;
import dev.trellis.host.dataclass.VariableClasses;
import dev.trellis.host.definition.ProcessModels;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.gate.Mapping;
import dev.trellis.host.gate.ServiceTaskUse;
import dev.trellis.host.task.TaskRow;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Notes of which classes the variables are that the outputs of a task become. */
final class OutputLabels {
    private final ProcessModels models;
    private final TaskRow task;
    private final Revealed outputs;
    private final TaskLabels labels;
    private final EngineTransaction at;
    private final Set<DataClass> noted = EnumSet.noneOf(DataClass.class);

    OutputLabels(ProcessModels models, TaskRow task, Revealed outputs, EngineTransaction at) {
        this.models = models;
        this.task = task;
        this.outputs = outputs;
        this.labels = TaskLabels.of(task.labels());
        this.at = at;
    }

    /** All outputs as one variable. */
    void whole(String variable) {
        note(Map.of(variable, ofOutputs(outputs.outputs().keySet())));
    }

    /** Each output as a variable of its name. */
    void each() {
        Map<String, Set<DataClass>> classes = new TreeMap<>();
        outputs.outputs().keySet().forEach(name -> classes.put(name, ofOutputs(List.of(name))));
        note(classes);
    }

    /** The variables of a mapping, which reads outputs and variables of the process. */
    void mapped(ServiceTaskUse use) {
        Map<String, Set<DataClass>> all = new TreeMap<>();
        for (Mapping.Binding binding : use.mapping().outputs()) {
            Set<String> own = new TreeSet<>(binding.value().variables());
            Set<String> others = new TreeSet<>(own);
            own.retainAll(outputs.outputs().keySet());
            others.removeAll(own);
            Set<DataClass> classes = EnumSet.noneOf(DataClass.class);
            classes.addAll(ofOutputs(own));
            classes.addAll(ofVariables(others));
            all.put(binding.target(), classes);
        }
        note(all);
    }

    private Set<DataClass> ofOutputs(Collection<String> names) {
        Set<DataClass> classes = EnumSet.noneOf(DataClass.class);
        classes.addAll(labels.ofOutputs(names));
        classes.addAll(outputs.labels().of(names));
        return classes;
    }

    private Set<DataClass> ofVariables(Set<String> names) {
        Labels known = names.isEmpty()
                ? Labels.NONE
                : new LabelTable(at).of(task.place().instanceId());
        if (known.isEmpty()) {
            return Set.of();
        }
        String definition = models.definitionOf(task.place().instanceId(), at.sql());
        return new VariableClasses(
                        known, models.model(definition, at.sql()).uses().flows())
                .of(names);
    }

    /** A variable that gathers all that was set. */
    void gathered(String variable) {
        note(Map.of(variable, Set.copyOf(noted)));
    }

    private void note(Map<String, Set<DataClass>> classes) {
        classes.values().forEach(noted::addAll);
        new LabelTable(at).add(task.place().instanceId(), new Labels(classes));
    }
}
