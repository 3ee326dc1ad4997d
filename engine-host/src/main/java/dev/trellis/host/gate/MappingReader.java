package dev.trellis.host.gate;

import dev.trellis.host.expression.Expression;
import dev.trellis.host.gate.Mapping.Binding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the mappings of an activity from its extension elements. */
final class MappingReader {

    private MappingReader() {}

    static Mapping of(XmlElement activity) {
        List<Binding> inputs = new ArrayList<>();
        List<Binding> outputs = new ArrayList<>();
        for (XmlElement extension : activity.extensions()) {
            switch (extension.name()) {
                case "camunda:inputOutput" -> {
                    extension.children("camunda:inputParameter").forEach(p -> inputs.add(parameter(p)));
                    extension.children("camunda:outputParameter").forEach(p -> outputs.add(parameter(p)));
                }
                case "flowable:in", "camunda:in" -> transfer(extension, inputs);
                case "flowable:out", "camunda:out" -> transfer(extension, outputs);
                default -> {}
            }
        }
        return inputs.isEmpty() && outputs.isEmpty() ? Mapping.NONE : new Mapping(inputs, outputs);
    }

    private static Binding parameter(XmlElement parameter) {
        return new Binding(parameter.valueOr("", "name"), template(parameter));
    }

    private static void transfer(XmlElement element, List<Binding> bindings) {
        String target = element.value("target");
        if (target == null) {
            return;
        }
        String source = element.value("source");
        ValueTemplate value = source == null
                ? new ValueTemplate.Text(Expression.parse(element.valueOr("", "sourceExpression")))
                : new ValueTemplate.Variable(source);
        bindings.add(new Binding(target, value));
    }

    private static ValueTemplate template(XmlElement element) {
        for (XmlElement child : element.children()) {
            if (child.is("camunda:map") || child.is("camunda:list")) {
                return structure(child);
            }
        }
        return text(element.text().strip());
    }

    private static ValueTemplate structure(XmlElement element) {
        if (element.is("camunda:map")) {
            Map<String, ValueTemplate> entries = new LinkedHashMap<>();
            element.children("camunda:entry").forEach(e -> entries.put(e.valueOr("", "key"), template(e)));
            return new ValueTemplate.MapOf(entries);
        }
        List<ValueTemplate> elements = element.children().stream()
                .map(child -> child.is("camunda:value") ? text(child.text().strip()) : structure(child))
                .toList();
        return new ValueTemplate.ListOf(elements);
    }

    private static ValueTemplate text(String text) {
        if (text.isEmpty()) {
            return new ValueTemplate.Literal(null);
        }
        return Expression.isDynamic(text)
                ? new ValueTemplate.Text(Expression.parse(text))
                : new ValueTemplate.Literal(text);
    }
}
