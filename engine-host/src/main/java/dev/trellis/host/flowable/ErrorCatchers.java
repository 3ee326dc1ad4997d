package dev.trellis.host.flowable;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.flowable.bpmn.model.Activity;
import org.flowable.bpmn.model.BoundaryEvent;
import org.flowable.bpmn.model.BpmnModel;
import org.flowable.bpmn.model.ErrorEventDefinition;
import org.flowable.bpmn.model.Event;
import org.flowable.bpmn.model.EventSubProcess;
import org.flowable.bpmn.model.FlowElement;
import org.flowable.bpmn.model.FlowElementsContainer;
import org.flowable.bpmn.model.StartEvent;
import org.flowable.bpmn.model.SubProcess;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.engine.impl.util.ProcessDefinitionUtil;
import org.jspecify.annotations.Nullable;

/** Finds out whether and where a model would catch an error, by walking outwards from the element that throws it. */
final class ErrorCatchers {
    static Optional<Caught> caught(ExecutionEntity thrower, String code) {
        int left = 0;
        ExecutionEntity at = thrower;
        while (at != null) {
            BpmnModel model = ProcessDefinitionUtil.getBpmnModel(at.getProcessDefinitionId());
            FlowElement element = at.getCurrentFlowElement();
            while (element != null) {
                boolean boundary = onBoundary(model, element, code);
                if (boundary || inside(model, element.getParentContainer(), code)) {
                    return Optional.of(new Caught(left, !boundary || left > 0));
                }
                element = element.getSubProcess();
                left += element instanceof EventSubProcess ? 0 : 1;
            }
            at = at.getProcessInstance().getSuperExecution();
        }
        return Optional.empty();
    }

    private static boolean onBoundary(BpmnModel model, FlowElement element, String code) {
        return element instanceof Activity activity
                && activity.getBoundaryEvents().stream().anyMatch(boundary -> takes(model, boundary, code));
    }

    private static boolean inside(BpmnModel model, @Nullable FlowElementsContainer container, String code) {
        return container != null
                && elements(container)
                        .filter(EventSubProcess.class::isInstance)
                        .flatMap(handler -> ((SubProcess) handler).getFlowElements().stream())
                        .anyMatch(inner -> inner instanceof StartEvent start && takes(model, start, code));
    }

    private static Stream<FlowElement> elements(FlowElementsContainer container) {
        Collection<FlowElement> elements = container.getFlowElements();
        return elements.stream();
    }

    private static boolean takes(BpmnModel model, Event event, String code) {
        boolean catching = event instanceof BoundaryEvent || event instanceof StartEvent;
        return catching
                && event.getEventDefinitions().stream()
                        .anyMatch(definition -> definition instanceof ErrorEventDefinition error
                                && matches(model, error.getErrorCode(), code));
    }

    private static boolean matches(BpmnModel model, @Nullable String reference, String code) {
        if (reference == null || reference.isEmpty()) {
            return true;
        }
        String known = model.getErrors().get(reference);
        return code.equals(known != null ? known : reference);
    }

    private ErrorCatchers() {}
}
