package dev.trellis.host.flowable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.flowable.bpmn.model.FlowElement;
import org.flowable.bpmn.model.FlowNode;
import org.flowable.bpmn.model.SequenceFlow;
import org.flowable.engine.impl.bpmn.behavior.InclusiveGatewayActivityBehavior;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.engine.impl.persistence.entity.ExecutionEntityManager;
import org.flowable.engine.impl.util.CommandContextUtil;

/**
 * An inclusive gateway that waits only for those who may still come by a way in on which nobody waits. Who can also reach a
 * way on which somebody waits does not hold it up (BPMN 2.0, 13.4.3), and who can reach every way surely can. The engine's
 * own gateway waits for him too, round a loop for ever: he waits for what comes out of this gateway.
 */
final class InclusiveJoin extends InclusiveGatewayActivityBehavior {
    private static final long serialVersionUID = 1L;

    @Override
    protected void executeInclusiveGatewayLogic(ExecutionEntity execution, boolean inactive) {
        lockFirstParentScope(execution);
        ExecutionEntityManager executions = CommandContextUtil.getExecutionEntityManager();
        boolean waits = executions.findChildExecutionsByProcessInstanceId(execution.getProcessInstanceId()).stream()
                .filter(other -> Objects.equals(other.getParentId(), execution.getParentId()))
                .anyMatch(other -> holdsUp(other, execution));
        if (!waits) {
            join(execution, executions);
        }
    }

    private boolean holdsUp(ExecutionEntity other, ExecutionEntity execution) {
        FlowNode gateway = (FlowNode) execution.getCurrentFlowElement();
        if (gateway.getId().equals(other.getActivityId())) {
            return other.isActive() && (other.getId().equals(execution.getId()) || isAsynchronousActivity(other));
        }
        int ways = waysIn(other.getCurrentFlowElement(), gateway).size();
        return ways > 0 && ways < gateway.getIncomingFlows().size();
    }

    /** The flows into a gateway that can be reached from an element without passing the gateway. */
    private static Set<String> waysIn(FlowElement from, FlowNode gateway) {
        Set<String> ways = new HashSet<>();
        Set<FlowElement> seen = new HashSet<>();
        Deque<FlowElement> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            FlowElement element = open.remove();
            if (element instanceof SequenceFlow flow && flow.getTargetFlowElement() == gateway) {
                ways.add(flow.getId());
            } else if (seen.add(element)) {
                open.addAll(after(element));
            }
        }
        return ways;
    }

    private static List<? extends FlowElement> after(FlowElement element) {
        return switch (element) {
            case SequenceFlow flow -> List.of(flow.getTargetFlowElement());
            case FlowNode node -> node.getOutgoingFlows();
            default -> List.of();
        };
    }

    private static void join(ExecutionEntity execution, ExecutionEntityManager executions) {
        executions
                .findInactiveExecutionsByActivityIdAndProcessInstanceId(
                        execution.getCurrentActivityId(), execution.getProcessInstanceId())
                .stream()
                .filter(other -> !other.getId().equals(execution.getId()))
                .filter(other -> Objects.equals(other.getParentId(), execution.getParentId()))
                .forEach(other -> executions.deleteExecutionAndRelatedData(other, null, false));
        CommandContextUtil.getAgenda().planTakeOutgoingSequenceFlowsOperation(execution, true);
    }
}
