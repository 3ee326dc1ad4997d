package dev.trellis.host.random;

import org.jspecify.annotations.Nullable;

/** The sequence flows of a diagram. */
final class BpmnFlows {
    private int next;

    /**
     * A flow that leads nowhere yet.
     *
     * @param node where it begins
     * @param condition of the flow; null for none
     * @param id of the flow; null for the next free one
     */
    record Loose(
            String node,
            @Nullable String condition,
            @Nullable String id) {
        static Loose from(String node) {
            return new Loose(node, null, null);
        }

        static Loose when(String node, String condition) {
            return new Loose(node, condition, null);
        }
    }

    /** An id of its own. */
    String idOf(String kind) {
        next++;
        return kind + next;
    }

    void join(Loose loose, String target, StringBuilder xml) {
        next++;
        String id = loose.id() == null ? "f" + next : loose.id();
        xml.append(
                "<bpmn:sequenceFlow id=\"%s\" sourceRef=\"%s\" targetRef=\"%s\"".formatted(id, loose.node(), target));
        String condition = loose.condition();
        if (condition == null) {
            xml.append(" />\n");
        } else {
            xml.append("><bpmn:conditionExpression>${")
                    .append(condition.replace("&", "&amp;").replace("<", "&lt;"))
                    .append("}</bpmn:conditionExpression></bpmn:sequenceFlow>\n");
        }
    }
}
