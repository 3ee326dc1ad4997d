package dev.trellis.host.flowable;

import dev.trellis.host.expression.ExpressionEvaluationException;
import dev.trellis.host.gate.ReceiveTaskUse;
import java.util.List;
import org.flowable.bpmn.model.ReceiveTask;
import org.flowable.common.engine.api.FlowableException;
import org.flowable.engine.delegate.DelegateExecution;
import org.flowable.engine.impl.bpmn.behavior.ReceiveTaskActivityBehavior;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.flowable.engine.impl.util.CountingEntityUtil;
import org.flowable.eventsubscription.service.EventSubscriptionService;
import org.flowable.eventsubscription.service.impl.persistence.entity.EventSubscriptionEntity;
import org.flowable.eventsubscription.service.impl.persistence.entity.MessageEventSubscriptionEntity;

/**
 * A receive task: it waits for the message that it names, as an intermediate catch event does. That of the engine knows no
 * message and waits to be triggered by its execution's id.
 */
final class MessageWaitBehavior extends ReceiveTaskActivityBehavior {
    private static final long serialVersionUID = 1L;

    private final transient KernelHooks hooks;

    MessageWaitBehavior(ReceiveTask task, KernelHooks hooks) {
        super(task.getId(), null);
        this.hooks = hooks;
    }

    @Override
    public void execute(DelegateExecution execution) {
        EventSubscriptionEntity subscription = (EventSubscriptionEntity) subscriptions()
                .createEventSubscriptionBuilder()
                .eventType(MessageEventSubscriptionEntity.EVENT_TYPE)
                .eventName(message(execution))
                .executionId(execution.getId())
                .processInstanceId(execution.getProcessInstanceId())
                .activityId(execution.getCurrentActivityId())
                .processDefinitionId(execution.getProcessDefinitionId())
                .tenantId(execution.getTenantId())
                .create();
        CountingEntityUtil.handleInsertEventSubscriptionEntityCount(subscription);
        ((ExecutionEntity) execution).getEventSubscriptions().add(subscription);
    }

    @Override
    public void trigger(DelegateExecution execution, String signal, Object data) {
        List<EventSubscriptionEntity> awaited = List.copyOf(((ExecutionEntity) execution).getEventSubscriptions());
        for (EventSubscriptionEntity subscription : awaited) {
            subscriptions().deleteEventSubscription(subscription);
            CountingEntityUtil.handleDeleteEventSubscriptionEntityCount(subscription);
        }
        leave(execution);
    }

    private String message(DelegateExecution execution) {
        ReceiveTaskUse use = hooks.modelOf(
                        execution.getProcessDefinitionId(),
                        EngineTransaction.of(CommandContextUtil.getCommandContext()))
                .receiveTask(receiveTaskId)
                .orElseThrow(() -> new IllegalStateException("no receive task " + receiveTaskId));
        try {
            Object name = use.messageName().evaluate(new EngineScope(execution));
            if (name == null || name.toString().isBlank()) {
                throw new FlowableException(receiveTaskId + ": the name of the message is empty");
            }
            return name.toString();
        } catch (ExpressionEvaluationException e) {
            throw new FlowableException(receiveTaskId + ": the name of the message: " + e.getMessage(), e);
        }
    }

    private static EventSubscriptionService subscriptions() {
        return CommandContextUtil.getProcessEngineConfiguration()
                .getEventSubscriptionServiceConfiguration()
                .getEventSubscriptionService();
    }
}
