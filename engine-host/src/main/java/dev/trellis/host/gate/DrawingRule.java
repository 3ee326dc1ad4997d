package dev.trellis.host.gate;

import java.util.List;
import java.util.Map;

/** A drawing is complete where the engine reads it, although it means nothing to the process. */
final class DrawingRule implements Rule {

    private static final Map<String, List<String>> REQUIRED = Map.of(
            "bpmndi:BPMNShape", List.of("bpmnElement"),
            "bpmndi:BPMNEdge", List.of("bpmnElement"),
            "dc:Bounds", List.of("x", "y", "width", "height"),
            "di:waypoint", List.of("x", "y"));

    @Override
    public void check(Diagram diagram, Findings findings) {
        for (XmlElement element : diagram.all()) {
            REQUIRED.getOrDefault(element.name(), List.of()).stream()
                    .filter(attribute -> element.value(attribute) == null)
                    .forEach(attribute -> findings.add(
                            GateRule.DRAWING,
                            element,
                            attribute,
                            element.name() + " needs " + attribute + "; draw it anew in a modeler, or delete it"));
        }
    }
}
