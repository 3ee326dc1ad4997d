package dev.trellis.host.gate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Each compensation boundary event is joined to one handler, each handler undoes one task, and what is thrown is in scope. */
final class CompensationRule implements Rule {

    private static final String DEFINITION = "bpmn:compensateEventDefinition";
    private static final String ASSOCIATION = "bpmn:association";
    private static final Set<String> FOR_FUNCTIONS = Set.of("bpmn:serviceTask", "bpmn:sendTask");

    @Override
    public void check(Diagram diagram, Findings findings) {
        Map<XmlElement, Integer> joined = new HashMap<>();
        Set<String> hosts = new HashSet<>();
        for (XmlElement event : boundaries(diagram)) {
            handlers(diagram, event).forEach(handler -> joined.merge(handler, 1, Integer::sum));
            if (!hosts.add(event.valueOr("", "attachedToRef"))) {
                refuse(event, "the task has such an event already; one handler undoes it", findings);
            }
            boundary(diagram, event, findings);
        }
        Set<String> left = diagram.running("bpmn:boundaryEvent").stream()
                .map(event -> event.valueOr("", "attachedToRef"))
                .collect(Collectors.toSet());
        diagram.runningNodes().stream()
                .filter(CompensationRule::isForCompensation)
                .forEach(handler -> handler(diagram, handler, joined.getOrDefault(handler, 0), left, findings));
        diagram.running("bpmn:intermediateThrowEvent", "bpmn:endEvent").stream()
                .map(event -> event.child(DEFINITION))
                .filter(Objects::nonNull)
                .forEach(thrown -> thrown(diagram, thrown, findings));
        diagram.running("bpmn:process", "bpmn:subProcess").forEach(scope -> order(diagram, scope, findings));
    }

    /** The compensation boundary events that run. */
    static List<XmlElement> boundaries(Diagram diagram) {
        return diagram.running("bpmn:boundaryEvent").stream()
                .filter(CompensationRule::compensates)
                .toList();
    }

    /** The handlers to which a compensation boundary event is joined. */
    static List<XmlElement> handlers(Diagram diagram, XmlElement event) {
        return diagram.leaving(event, ASSOCIATION).stream()
                .map(association -> diagram.byId(association.value("targetRef")))
                .filter(target -> target != null && isForCompensation(target))
                .toList();
    }

    private static boolean compensates(@Nullable XmlElement event) {
        return event != null && event.is("bpmn:boundaryEvent") && event.child(DEFINITION) != null;
    }

    private static boolean isForCompensation(XmlElement element) {
        return "true".equals(element.value("isForCompensation"));
    }

    private static boolean isForFunction(XmlElement element) {
        return FOR_FUNCTIONS.contains(element.name());
    }

    private static void boundary(Diagram diagram, XmlElement event, Findings findings) {
        XmlElement host = diagram.byId(event.value("attachedToRef"));
        List<XmlElement> handlers = handlers(diagram, event);
        if (host != null && !isForFunction(host)) {
            refuse(event, "what has a handler is a serviceTask or sendTask for a function; attach it there", findings);
        }
        if (handlers.size() != 1) {
            refuse(event, "join the event by an association to one task with isForCompensation=\"true\"", findings);
        } else if (handlers.get(0).parent() != event.parent()) {
            refuse(event, "the handler lies in another process or sub-process; put it beside the task", findings);
        }
        if (!diagram.leaving(event, "bpmn:sequenceFlow").isEmpty()) {
            refuse(event, "no flow leaves the event, an association joins its handler; delete the flow", findings);
        }
    }

    private static void handler(Diagram diagram, XmlElement handler, int joined, Set<String> left, Findings findings) {
        if (!isForFunction(handler)) {
            refuse(handler, "a handler is a task for a function: make it a serviceTask with a topic", findings);
        } else if (joined != 1) {
            refuse(handler, "a handler is joined to one compensation boundary event, not " + joined, findings);
        }
        boolean flows = !diagram.leaving(handler, "bpmn:sequenceFlow").isEmpty()
                || !diagram.arriving(handler, "bpmn:sequenceFlow").isEmpty();
        if (flows) {
            refuse(handler, "no sequence flow leads to or from a handler; delete it", findings);
        }
        boolean loop = handler.child("bpmn:multiInstanceLoopCharacteristics") != null;
        if (loop || left.contains(handler.valueOr("", "id"))) {
            refuse(handler, "a handler runs once and to its end: no boundary events, no loop; delete them", findings);
        }
    }

    private static void thrown(Diagram diagram, XmlElement definition, Findings findings) {
        if ("false".equals(definition.value("waitForCompletion"))) {
            String message = "the event waits until all is undone; delete waitForCompletion";
            findings.add(GateRule.COMPENSATION, definition, "waitForCompletion", message);
        }
        XmlElement activity = diagram.byId(definition.value("activityRef"));
        if (activity == null) {
            return;
        }
        boolean undoable = isForFunction(activity) && !isForCompensation(activity)
                || activity.is("bpmn:subProcess") && !"true".equals(activity.value("triggeredByEvent"));
        if (!undoable || activity.parent() != scope(definition)) {
            String message =
                    "name a task for a function or a sub-process that stands in the same process or sub-process"
                            + " as the event, or delete activityRef to undo all that is completed there";
            findings.add(GateRule.COMPENSATION, definition, "activityRef", message);
        }
    }

    /** The scope of an event; an event sub-process belongs to the one around it. */
    private static @Nullable XmlElement scope(XmlElement definition) {
        XmlElement event = definition.parent();
        XmlElement scope = event == null ? null : event.parent();
        while (scope != null && "true".equals(scope.value("triggeredByEvent"))) {
            scope = scope.parent();
        }
        return scope;
    }

    /** The schema of BPMN, by which the engine reads files, has artifacts last. */
    private static void order(Diagram diagram, XmlElement scope, Findings findings) {
        boolean nodeBehind = false;
        for (XmlElement child : scope.children().reversed()) {
            nodeBehind |= Diagram.isNode(child) || child.is("bpmn:sequenceFlow");
            if (nodeBehind && child.is(ASSOCIATION) && compensates(diagram.byId(child.value("sourceRef")))) {
                refuse(child, "BPMN wants associations behind all else of their scope; move it down", findings);
            }
        }
    }

    private static void refuse(XmlElement element, String message, Findings findings) {
        findings.add(GateRule.COMPENSATION, element, message);
    }
}
