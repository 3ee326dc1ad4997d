package dev.trellis.host.gate;

import java.util.Set;

/** Conditions stand on flows that leave a decision, in the expression language and no other. */
final class ConditionRule implements Rule {

    private static final Set<String> LANGUAGES = Set.of("juel", "JUEL", "el", "EL");
    private static final Set<String> UNDECIDED =
            Set.of("bpmn:parallelGateway", "bpmn:eventBasedGateway", "bpmn:startEvent", "bpmn:boundaryEvent");

    @Override
    public void check(Diagram diagram, Findings findings) {
        for (XmlElement condition : diagram.all("bpmn:conditionExpression")) {
            String language = condition.value("language");
            if (language != null && !LANGUAGES.contains(language)) {
                String message = "conditions are expressions; delete the language and write ${…}, not "
                        + ValueKind.shown(language);
                findings.add(GateRule.CONDITION, condition, "language", message);
            }
            XmlElement flow = condition.parent();
            if (flow != null) {
                flow(diagram, flow, condition, findings);
            }
        }
    }

    private static void flow(Diagram diagram, XmlElement flow, XmlElement condition, Findings findings) {
        if (condition.text().isBlank()) {
            findings.add(GateRule.CONDITION, condition, "the condition is empty; write ${…} or delete it");
        }
        XmlElement source = diagram.byId(flow.value("sourceRef"));
        if (source != null && UNDECIDED.contains(source.name())) {
            String message = "a flow that leaves " + source.name() + " takes no condition; use an exclusive gateway";
            findings.add(GateRule.CONDITION, condition, message);
        }
        if (source != null && flow.valueOr("", "id").equals(source.value("default"))) {
            findings.add(GateRule.CONDITION, condition, "the default flow takes no condition; delete one of both");
        }
    }
}
