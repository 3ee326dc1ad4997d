package dev.trellis.host.flowable;

import org.flowable.bpmn.model.SendTask;
import org.flowable.engine.impl.bpmn.parser.BpmnParse;
import org.flowable.engine.impl.bpmn.parser.handler.SendTaskParseHandler;

/** Send tasks: each is executed by a function, as a service task is. The engine knows no external send task. */
final class SendTasks extends SendTaskParseHandler {
    private final KernelHooks hooks;

    SendTasks(KernelHooks hooks) {
        this.hooks = hooks;
    }

    @Override
    protected void executeParse(BpmnParse parse, SendTask task) {
        task.setBehavior(new TaskBehavior(hooks));
    }
}
