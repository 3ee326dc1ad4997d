package dev.trellis.host.gate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Each parameter of a mapping has one source and one target, and no target is written twice. */
final class MappingRule implements Rule {

    private static final Set<String> STRUCTURES = Set.of("camunda:map", "camunda:list");

    @Override
    public void check(Diagram diagram, Findings findings) {
        for (XmlElement element : diagram.all()) {
            switch (element.name()) {
                case "flowable:in", "flowable:out", "camunda:in", "camunda:out" -> parameter(element, findings);
                case "camunda:inputParameter", "camunda:outputParameter" -> named(element, "name", findings);
                case "camunda:entry" -> named(element, "key", findings);
                case "flowable:variableAggregation" -> aggregation(element, findings);
                case "camunda:properties" -> properties(element, findings);
                case "camunda:errorEventDefinition" -> needs(element, "expression", findings);
                default -> {}
            }
            if (element.is("bpmn:extensionElements")) {
                targets(element, findings);
            }
        }
    }

    private static void parameter(XmlElement element, Findings findings) {
        boolean whole = element.value("variables", "businessKey") != null;
        int sources = (element.value("source") == null ? 0 : 1) + (element.value("sourceExpression") == null ? 0 : 1);
        if (whole
                && (sources > 0
                        || element.value("target") != null
                        || element.attributes().size() > 1)) {
            findings.add(GateRule.MAPPING, element, "variables or businessKey stand alone; use one element for each");
        } else if (!whole && (sources != 1 || element.value("target") == null)) {
            findings.add(GateRule.MAPPING, element, "write a target and either source or sourceExpression");
        }
    }

    private static void named(XmlElement element, String attribute, Findings findings) {
        needs(element, attribute, findings);
        long structures = element.children().stream()
                .filter(c -> STRUCTURES.contains(c.name()))
                .count();
        if (structures > 1 || (structures == 1 && !element.text().isBlank())) {
            findings.add(GateRule.MAPPING, element, "write one value: a text, a map or a list");
        }
    }

    private static void needs(XmlElement element, String attribute, Findings findings) {
        if (element.value(attribute) == null) {
            findings.add(GateRule.MAPPING, element, attribute, element.name() + " needs " + attribute);
        }
    }

    private static void aggregation(XmlElement element, Findings findings) {
        needs(element, "target", findings);
        if (element.children().isEmpty()) {
            findings.add(GateRule.MAPPING, element, "name at least one variable that is gathered");
        }
        for (XmlElement variable : element.children()) {
            int sources =
                    (variable.value("source") == null ? 0 : 1) + (variable.value("sourceExpression") == null ? 0 : 1);
            if (sources != 1) {
                findings.add(GateRule.MAPPING, variable, "write either source or sourceExpression");
            } else if (variable.value("source", "target") == null) {
                findings.add(GateRule.MAPPING, variable, "target", "a sourceExpression needs a target");
            }
        }
    }

    private static void properties(XmlElement element, Findings findings) {
        Set<String> names = new HashSet<>();
        element.children("camunda:property").forEach(property -> {
            String name = property.value("name", "id");
            if (name == null || !names.add(name)) {
                findings.add(GateRule.MAPPING, property, "name", "each property needs a name of its own");
            }
        });
    }

    private static void targets(XmlElement extensions, Findings findings) {
        List<XmlElement> inputOutput =
                extensions.children("camunda:inputOutput").toList();
        boolean mixed = !inputOutput.isEmpty()
                && extensions.children().stream().anyMatch(c -> c.is("flowable:in") || c.is("flowable:out"));
        if (inputOutput.size() > 1 || mixed) {
            String message = "write one camunda:inputOutput, or flowable:in and flowable:out, not both";
            findings.add(GateRule.MAPPING, extensions, message);
        }
        unique(extensions, List.of("flowable:in", "camunda:in"), "target", findings);
        unique(extensions, List.of("flowable:out", "camunda:out"), "target", findings);
        for (XmlElement mapping : inputOutput) {
            unique(mapping, List.of("camunda:inputParameter"), "name", findings);
            unique(mapping, List.of("camunda:outputParameter"), "name", findings);
        }
        extensions.walk(e -> {
            if (e.is("camunda:map")) {
                unique(e, List.of("camunda:entry"), "key", findings);
            }
        });
    }

    private static void unique(XmlElement parent, List<String> names, String attribute, Findings findings) {
        Set<String> seen = new HashSet<>();
        for (XmlElement child : parent.children()) {
            String value = names.contains(child.name()) ? child.value(attribute) : null;
            if (value != null && !seen.add(value)) {
                findings.add(GateRule.MAPPING, child, attribute, "'" + value + "' is written twice; keep one");
            }
        }
    }
}
