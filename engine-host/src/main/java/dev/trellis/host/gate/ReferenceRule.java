package dev.trellis.host.gate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every reference names an element of this file that is of the right sort and in the right scope. */
final class ReferenceRule implements Rule {

    /** References that stay within one process or sub-process. */
    private static final Set<String> LOCAL = Set.of("sourceRef", "targetRef", "attachedToRef");

    private static final Set<String> ACTIVITIES = Vocabulary.members("ACTIVITY");

    /** An attribute of an element that names another element. */
    private record Reference(String element, String attribute, boolean required, Set<String> targets) {}

    private static final List<Reference> REFERENCES = List.of(
            new Reference("bpmn:sequenceFlow", "sourceRef", true, nodesBut("bpmn:endEvent")),
            new Reference("bpmn:sequenceFlow", "targetRef", true, nodesBut("bpmn:startEvent", "bpmn:boundaryEvent")),
            new Reference("bpmn:boundaryEvent", "attachedToRef", true, ACTIVITIES),
            new Reference("bpmn:messageEventDefinition", "messageRef", true, Set.of("bpmn:message")),
            new Reference("bpmn:receiveTask", "messageRef", true, Set.of("bpmn:message")),
            new Reference("bpmn:signalEventDefinition", "signalRef", true, Set.of("bpmn:signal")),
            new Reference("bpmn:errorEventDefinition", "errorRef", false, Set.of("bpmn:error")),
            new Reference("camunda:errorEventDefinition", "errorRef", true, Set.of("bpmn:error")),
            new Reference("bpmn:escalationEventDefinition", "escalationRef", false, Set.of("bpmn:escalation")),
            new Reference("bpmn:compensateEventDefinition", "activityRef", false, ACTIVITIES),
            new Reference("bpmn:participant", "processRef", false, Set.of("bpmn:process")));

    private static Set<String> nodesBut(String... excluded) {
        Set<String> nodes = new HashSet<>(Vocabulary.members("NODE"));
        nodes.removeAll(Set.of(excluded));
        return nodes;
    }

    @Override
    public void check(Diagram diagram, Findings findings) {
        for (Reference reference : REFERENCES) {
            diagram.all(reference.element()).forEach(element -> check(diagram, element, reference, findings));
        }
        diagram.all().forEach(element -> defaultFlow(diagram, element, findings));
        diagram.all("bpmn:association").forEach(element -> association(diagram, element, findings));
        named(diagram, findings, "bpmn:message", "name");
        named(diagram, findings, "bpmn:signal", "name");
        named(diagram, findings, "bpmn:error", "errorCode");
        named(diagram, findings, "bpmn:escalation", "escalationCode");
    }

    private static void check(Diagram diagram, XmlElement element, Reference reference, Findings findings) {
        String id = element.value(reference.attribute());
        if (id == null) {
            if (reference.required()) {
                missing(element, reference, findings);
            }
            return;
        }
        XmlElement target = diagram.byId(id);
        if (target == null) {
            String message = "there is no element '" + id + "'; name one of " + sorted(reference.targets());
            findings.add(GateRule.REFERENCE, element, reference.attribute(), message);
        } else if (!reference.targets().contains(target.name())) {
            wrongSort(element, reference, target, findings);
        } else if (LOCAL.contains(reference.attribute()) && target.parent() != element.parent()) {
            String message = "'" + id + "' lies in another process or sub-process; join elements of the same one";
            findings.add(GateRule.REFERENCE, element, reference.attribute(), message);
        }
    }

    /** An element that is not allowed at all is reported once, and not again by each reference to it. */
    private static void wrongSort(XmlElement element, Reference reference, XmlElement target, Findings findings) {
        if (Vocabulary.get().entry(target.name()) != null) {
            String message =
                    "'" + target.id() + "' is a " + target.name() + "; name one of " + sorted(reference.targets());
            findings.add(GateRule.REFERENCE, element, reference.attribute(), message);
        }
    }

    private static void missing(XmlElement element, Reference reference, Findings findings) {
        String message = element.name() + " needs " + reference.attribute() + ", the id of one of "
                + sorted(reference.targets());
        findings.add(GateRule.REFERENCE, element, reference.attribute(), message);
    }

    private static String sorted(Set<String> names) {
        return String.join(", ", names.stream().sorted().limit(4).toList()) + (names.size() > 4 ? ", …" : "");
    }

    private static void defaultFlow(Diagram diagram, XmlElement element, Findings findings) {
        String id = Diagram.isNode(element) ? element.value("default") : null;
        if (id == null) {
            return;
        }
        XmlElement flow = diagram.byId(id);
        boolean outgoing = flow != null
                && flow.is("bpmn:sequenceFlow")
                && element.valueOr("", "id").equals(flow.value("sourceRef"));
        if (!outgoing) {
            String message = "'" + id + "' is not a sequence flow that leaves this element; name one that does";
            findings.add(GateRule.REFERENCE, element, "default", message);
        }
    }

    private static void association(Diagram diagram, XmlElement element, Findings findings) {
        for (String attribute : List.of("sourceRef", "targetRef")) {
            String id = element.value(attribute);
            if (id == null || diagram.byId(id) == null) {
                String message = "an association needs " + attribute + ", the id of an element of this file";
                findings.add(GateRule.REFERENCE, element, attribute, message);
            }
        }
    }

    /** What events refer to by its id is known to the engine by its name or code. */
    private static void named(Diagram diagram, Findings findings, String definition, String attribute) {
        for (XmlElement element : diagram.all(definition)) {
            @Nullable String value = element.value(attribute);
            if (value == null) {
                findings.add(GateRule.REFERENCE, element, attribute, definition + " needs " + attribute);
            }
        }
    }
}
