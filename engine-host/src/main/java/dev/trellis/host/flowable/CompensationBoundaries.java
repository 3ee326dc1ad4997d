package dev.trellis.host.flowable;

import java.util.Collection;
import java.util.List;
import org.flowable.bpmn.model.Activity;
import org.flowable.bpmn.model.BaseElement;
import org.flowable.bpmn.model.BoundaryEvent;
import org.flowable.bpmn.model.CompensateEventDefinition;
import org.flowable.bpmn.model.FlowElement;
import org.flowable.bpmn.model.FlowElementsContainer;
import org.flowable.bpmn.model.Process;
import org.flowable.bpmn.model.SubProcess;
import org.flowable.engine.impl.bpmn.parser.BpmnParse;
import org.flowable.engine.parse.BpmnParseHandler;

/**
 * Takes compensation boundary events out of what the engine runs: it would keep subscriptions and copies of ended scopes for
 * them. What undoes what is read by the kernel, from the checked diagram.
 */
final class CompensationBoundaries implements BpmnParseHandler {
    @Override
    public Collection<Class<? extends BaseElement>> getHandledTypes() {
        return List.of(Process.class);
    }

    @Override
    public void parse(BpmnParse parse, BaseElement process) {
        takeOut((Process) process);
    }

    private static void takeOut(FlowElementsContainer container) {
        for (FlowElement element : List.copyOf(container.getFlowElements())) {
            if (element instanceof Activity activity) {
                activity.getBoundaryEvents().removeIf(CompensationBoundaries::compensates);
            }
            if (element instanceof SubProcess inner) {
                takeOut(inner);
            } else if (element instanceof BoundaryEvent boundary && compensates(boundary)) {
                container.removeFlowElement(boundary.getId());
            }
        }
    }

    private static boolean compensates(BoundaryEvent boundary) {
        return boundary.getEventDefinitions().stream().anyMatch(CompensateEventDefinition.class::isInstance);
    }
}
