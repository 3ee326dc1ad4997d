package dev.trellis.host.flowable;

import java.util.List;
import org.flowable.bpmn.model.CompensateEventDefinition;
import org.flowable.bpmn.model.EndEvent;
import org.flowable.bpmn.model.EventDefinition;
import org.flowable.engine.impl.bpmn.parser.BpmnParse;
import org.flowable.engine.impl.bpmn.parser.handler.EndEventParseHandler;

/** End events, of which those that throw compensation do so. The engine would end without throwing. */
final class CompensationEnds extends EndEventParseHandler {
    private final KernelHooks hooks;

    CompensationEnds(KernelHooks hooks) {
        this.hooks = hooks;
    }

    @Override
    protected void executeParse(BpmnParse parse, EndEvent end) {
        List<EventDefinition> definitions = end.getEventDefinitions();
        if (!definitions.isEmpty() && definitions.getFirst() instanceof CompensateEventDefinition definition) {
            end.setBehavior(new CompensationThrow(definition, hooks));
        } else {
            super.executeParse(parse, end);
        }
    }
}
