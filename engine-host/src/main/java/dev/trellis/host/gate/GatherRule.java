package dev.trellis.host.gate;

import dev.trellis.host.expression.Expression;
import dev.trellis.host.expression.ExpressionSyntaxException;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A loop does not gather into what it goes over: that is emptied when the loop begins, and no turn would be left. */
final class GatherRule implements Rule {

    @Override
    public void check(Diagram diagram, Findings findings) {
        for (XmlElement loop : diagram.all("bpmn:multiInstanceLoopCharacteristics")) {
            Set<String> both = new LinkedHashSet<>(targets(loop));
            both.retainAll(read(loop));
            both.forEach(name -> findings.add(
                    GateRule.GATHER,
                    loop,
                    "the loop goes over '" + name
                            + "' and gathers into it, so that it has no turn; gather under another name"));
        }
    }

    private static Set<String> targets(XmlElement loop) {
        Set<String> targets = new LinkedHashSet<>();
        loop.extensions().stream()
                .filter(extension -> extension.is("flowable:variableAggregation"))
                .map(aggregation -> aggregation.value("target"))
                .filter(Objects::nonNull)
                .forEach(targets::add);
        XmlElement activity = loop.parent();
        String collect = activity == null ? null : Properties.of(activity).get(TaskRule.COLLECT);
        if (collect != null) {
            targets.add(collect);
        }
        return targets;
    }

    /** The variables that say how often the loop runs. */
    private static Set<String> read(XmlElement loop) {
        Set<String> names = new TreeSet<>();
        Stream.of(
                        loop.value("flowable:collection", "camunda:collection"),
                        text(loop.child("bpmn:loopDataInputRef")),
                        text(loop.child("bpmn:loopCardinality")))
                .filter(Objects::nonNull)
                .forEach(length -> names.addAll(variables(length)));
        return names;
    }

    private static @Nullable String text(@Nullable XmlElement element) {
        return element == null ? null : element.text();
    }

    private static Set<String> variables(String length) {
        if (!Expression.isDynamic(length)) {
            return Set.of(length.strip());
        }
        try {
            return Expression.parse(length).variables();
        } catch (ExpressionSyntaxException refusedElsewhere) {
            return Set.of();
        }
    }
}
