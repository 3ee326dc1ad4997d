package dev.trellis.host.gate;

import dev.trellis.host.expression.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads which variables a diagram makes of others: in loops, in decisions and by the mappings of tasks for people. */
final class FlowReader {
    private final List<VariableFlow> flows = new ArrayList<>();

    private FlowReader() {}

    static List<VariableFlow> of(Diagram diagram, List<UserTaskUse> userTasks, List<DecisionUse> decisions) {
        FlowReader reader = new FlowReader();
        diagram.all("bpmn:multiInstanceLoopCharacteristics").forEach(reader::loop);
        diagram.all("flowable:variableAggregation").forEach(reader::gathered);
        userTasks.forEach(task -> task.mapping().outputs().forEach(reader::bound));
        decisions.forEach(decision ->
                reader.add(decision.resultVariable(), decision.expression().variables()));
        return List.copyOf(reader.flows);
    }

    private void loop(XmlElement loop) {
        XmlElement data = loop.child("bpmn:loopDataInputRef");
        XmlElement item = loop.child("bpmn:inputDataItem");
        Set<String> collection = read(loop.value("flowable:collection", "camunda:collection"));
        collection.addAll(read(data == null ? null : data.text().strip()));
        add(loop.value("flowable:elementVariable", "camunda:elementVariable"), collection);
        add(item == null ? null : item.value("name"), collection);
    }

    private void gathered(XmlElement aggregation) {
        Set<String> sources = new TreeSet<>();
        for (XmlElement variable : aggregation.children()) {
            sources.addAll(read(variable.value("source")));
            sources.addAll(read(variable.value("sourceExpression")));
        }
        add(aggregation.value("target"), sources);
    }

    private void bound(Mapping.Binding binding) {
        add(binding.target(), binding.value().variables());
    }

    /** A variable name, or a text with expressions. */
    private static Set<String> read(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return new TreeSet<>();
        }
        return new TreeSet<>(Expression.isDynamic(text) ? Expression.parse(text).variables() : Set.of(text));
    }

    private void add(@Nullable String target, Set<String> sources) {
        if (target != null && !target.isEmpty() && !sources.isEmpty()) {
            flows.add(new VariableFlow(target, sources));
        }
    }
}
