package dev.trellis.host.gate;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Whatever runs or is referred to has an id, and no two elements share one. */
final class IdRule implements Rule {

    private static final Set<String> NAMED =
            Set.of("bpmn:sequenceFlow", "bpmn:message", "bpmn:signal", "bpmn:error", "bpmn:escalation");

    @Override
    public void check(Diagram diagram, Findings findings) {
        Map<String, XmlElement> seen = new HashMap<>();
        for (XmlElement element : diagram.all()) {
            String id = element.id();
            if (id != null && Diagram.isModel(element)) {
                XmlElement earlier = seen.putIfAbsent(id, element);
                if (earlier != null) {
                    String message = "the id '" + id + "' is already taken by " + earlier.name() + " in line "
                            + earlier.line() + "; give each element its own";
                    findings.add(GateRule.ID, element, "id", message);
                }
            }
            if (id == null && (Diagram.isNode(element) || NAMED.contains(element.name()))) {
                findings.add(GateRule.ID, element, "id", element.name() + " needs an id");
            }
        }
    }
}
