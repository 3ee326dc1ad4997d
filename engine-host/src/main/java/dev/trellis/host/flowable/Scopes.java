package dev.trellis.host.flowable;

import org.flowable.bpmn.model.EventSubProcess;
import org.flowable.bpmn.model.SubProcess;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;

/**
 * The scopes in which activities are completed and undone: the instance, and each run of an embedded sub-process. An event
 * sub-process is none: what it does belongs to the scope around it.
 */
final class Scopes {
    /** The innermost scope around a place. */
    static ExecutionEntity around(ExecutionEntity place) {
        ExecutionEntity at = place.getParent();
        while (!isScope(at)) {
            at = at.getParent();
        }
        return at;
    }

    private static boolean isScope(ExecutionEntity execution) {
        return execution.isProcessInstanceType() || isEmbedded(execution);
    }

    /** Whether an execution is a run of an embedded sub-process; a turn of a loop over one is. */
    static boolean isEmbedded(ExecutionEntity execution) {
        return !execution.isMultiInstanceRoot()
                && execution.getCurrentFlowElement() instanceof SubProcess sub
                && !(sub instanceof EventSubProcess);
    }

    private Scopes() {}
}
