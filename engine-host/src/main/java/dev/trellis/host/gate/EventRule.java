package dev.trellis.host.gate;

import java.util.List;
import java.util.Set;

/** Each event carries the definition that its kind needs. */
final class EventRule implements Rule {

    private static final Set<String> NEEDS_ONE = Set.of("bpmn:boundaryEvent", "bpmn:intermediateCatchEvent");
    private static final Set<String> AT_TOP =
            Set.of("bpmn:messageEventDefinition", "bpmn:signalEventDefinition", "bpmn:timerEventDefinition");

    @Override
    public void check(Diagram diagram, Findings findings) {
        for (XmlElement event : diagram.runningNodes()) {
            if (!event.name().endsWith("Event")) {
                continue;
            }
            List<XmlElement> definitions = definitions(event);
            if (definitions.size() > 1) {
                findings.add(GateRule.EVENT, event, "an event takes one definition; draw one event for each");
            }
            if (definitions.isEmpty() && NEEDS_ONE.contains(event.name())) {
                String message = "the event waits for nothing; add a message, signal or timer definition";
                findings.add(GateRule.EVENT, event, message);
            }
            definitions.forEach(definition -> thrown(event, definition, findings));
            start(event, definitions, findings);
        }
        diagram.running("bpmn:subProcess").forEach(scope -> eventSubProcess(diagram, scope, findings));
        diagram.running("bpmn:eventBasedGateway").forEach(gateway -> eventGateway(diagram, gateway, findings));
    }

    private static List<XmlElement> definitions(XmlElement event) {
        return event.children().stream()
                .filter(child -> child.name().endsWith("EventDefinition"))
                .toList();
    }

    private static void thrown(XmlElement event, XmlElement definition, Findings findings) {
        boolean throwing = event.is("bpmn:endEvent") || event.is("bpmn:intermediateThrowEvent");
        String reference = definition.is("bpmn:errorEventDefinition")
                ? "errorRef"
                : definition.is("bpmn:escalationEventDefinition") ? "escalationRef" : null;
        if (throwing && reference != null && definition.value(reference) == null) {
            findings.add(GateRule.EVENT, definition, reference, "what is thrown must be named; set " + reference);
        }
    }

    private static void start(XmlElement event, List<XmlElement> definitions, Findings findings) {
        XmlElement scope = event.parent();
        if (!event.is("bpmn:startEvent") || scope == null) {
            return;
        }
        boolean ofEvent = "true".equals(scope.value("triggeredByEvent"));
        boolean fits = scope.is("bpmn:process")
                ? definitions.stream().allMatch(d -> AT_TOP.contains(d.name()))
                : ofEvent != definitions.isEmpty();
        if (!fits) {
            String message = scope.is("bpmn:process")
                    ? "a process starts plainly or by a message, signal or timer; errors start event sub-processes"
                    : ofEvent
                            ? "an event sub-process starts by an event; add a definition"
                            : "a sub-process starts plainly; delete the definition or set triggeredByEvent";
            findings.add(GateRule.EVENT, event, message);
        }
        boolean error = definitions.stream().anyMatch(d -> d.is("bpmn:errorEventDefinition"));
        if (error && "false".equals(event.value("isInterrupting"))) {
            findings.add(GateRule.EVENT, event, "isInterrupting", "an error always interrupts; delete isInterrupting");
        }
    }

    private static void eventSubProcess(Diagram diagram, XmlElement scope, Findings findings) {
        long starts = scope.children("bpmn:startEvent").count();
        if (starts != 1) {
            findings.add(GateRule.EVENT, scope, "a sub-process has exactly one start event, not " + starts);
        }
        boolean joined = !diagram.leaving(scope, "bpmn:sequenceFlow").isEmpty()
                || !diagram.arriving(scope, "bpmn:sequenceFlow").isEmpty();
        if ("true".equals(scope.value("triggeredByEvent")) && joined) {
            findings.add(GateRule.EVENT, scope, "an event sub-process is not joined by sequence flows; delete them");
        }
    }

    private static void eventGateway(Diagram diagram, XmlElement gateway, Findings findings) {
        for (XmlElement flow : diagram.leaving(gateway, "bpmn:sequenceFlow")) {
            XmlElement target = diagram.byId(flow.value("targetRef"));
            if (target != null && !target.is("bpmn:intermediateCatchEvent")) {
                String message = "an event gateway leads to intermediate catch events only";
                findings.add(GateRule.EVENT, flow, "targetRef", message);
            }
        }
    }
}
