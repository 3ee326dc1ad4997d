package dev.trellis.host.gate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Warns of elements that no path from a start reaches. */
final class ReachabilityRule implements Rule {

    @Override
    public void check(Diagram diagram, Findings findings) {
        Set<XmlElement> reached = reached(diagram);
        diagram.runningNodes().stream()
                .filter(node -> !reached.contains(node))
                .forEach(node -> findings.warn(
                        GateRule.UNREACHABLE, node, "no path leads here; join it by a sequence flow or delete it"));
    }

    private static Set<XmlElement> reached(Diagram diagram) {
        Set<XmlElement> reached = new HashSet<>();
        Deque<XmlElement> open = new ArrayDeque<>();
        diagram.runningNodes().stream().filter(ReachabilityRule::beginsByItself).forEach(open::add);
        while (!open.isEmpty()) {
            XmlElement node = open.remove();
            if (reached.add(node)) {
                for (XmlElement flow : diagram.leaving(node, "bpmn:sequenceFlow")) {
                    XmlElement target = diagram.byId(flow.value("targetRef"));
                    if (target != null) {
                        open.add(target);
                    }
                }
            }
        }
        return reached;
    }

    private static boolean beginsByItself(XmlElement node) {
        return node.is("bpmn:startEvent")
                || node.is("bpmn:boundaryEvent")
                || "true".equals(node.value("triggeredByEvent"))
                || "true".equals(node.value("isForCompensation"));
    }
}
