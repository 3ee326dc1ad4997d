package dev.trellis.host.flowable;

import org.flowable.bpmn.model.Activity;
import org.flowable.bpmn.model.BusinessRuleTask;
import org.flowable.bpmn.model.CallActivity;
import org.flowable.bpmn.model.CompensateEventDefinition;
import org.flowable.bpmn.model.ExternalWorkerServiceTask;
import org.flowable.bpmn.model.InclusiveGateway;
import org.flowable.bpmn.model.ReceiveTask;
import org.flowable.bpmn.model.ScriptTask;
import org.flowable.bpmn.model.SendTask;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.bpmn.model.ThrowEvent;
import org.flowable.common.engine.api.FlowableException;
import org.flowable.engine.impl.bpmn.behavior.AbstractBpmnActivityBehavior;
import org.flowable.engine.impl.bpmn.behavior.CallActivityBehavior;
import org.flowable.engine.impl.bpmn.behavior.ExternalWorkerTaskActivityBehavior;
import org.flowable.engine.impl.bpmn.behavior.InclusiveGatewayActivityBehavior;
import org.flowable.engine.impl.bpmn.behavior.IntermediateThrowCompensationEventActivityBehavior;
import org.flowable.engine.impl.bpmn.behavior.ParallelMultiInstanceBehavior;
import org.flowable.engine.impl.bpmn.behavior.ReceiveTaskActivityBehavior;
import org.flowable.engine.impl.bpmn.behavior.ScriptTaskActivityBehavior;
import org.flowable.engine.impl.bpmn.behavior.SequentialMultiInstanceBehavior;
import org.flowable.engine.impl.bpmn.behavior.ServiceTaskDelegateExpressionActivityBehavior;
import org.flowable.engine.impl.bpmn.behavior.ShellActivityBehavior;
import org.flowable.engine.impl.bpmn.helper.ClassDelegate;
import org.flowable.engine.impl.bpmn.helper.DefaultClassDelegateFactory;
import org.flowable.engine.impl.bpmn.parser.factory.DefaultActivityBehaviorFactory;
import org.flowable.engine.impl.delegate.ActivityBehavior;
import org.jspecify.annotations.Nullable;

/**
 * The behaviours of elements: those of the engine, with the kernel's own for tasks, messages, calls and rules. Behaviours that run
 * code inside the engine are refused here too, behind the gate.
 */
final class KernelBehaviors extends DefaultActivityBehaviorFactory {
    private final KernelHooks hooks;

    KernelBehaviors(KernelHooks hooks) {
        super(new DefaultClassDelegateFactory());
        this.hooks = hooks;
    }

    @Override
    public ExternalWorkerTaskActivityBehavior createExternalWorkerTaskBehavior(ExternalWorkerServiceTask task) {
        return new TaskBehavior(hooks);
    }

    @Override
    public CallActivityBehavior createCallActivityBehavior(CallActivity call) {
        return new PinnedCallBehavior(call, hooks);
    }

    @Override
    public ReceiveTaskActivityBehavior createReceiveTaskActivityBehavior(ReceiveTask task) {
        return new MessageWaitBehavior(task, hooks);
    }

    @Override
    public InclusiveGatewayActivityBehavior createInclusiveGatewayActivityBehavior(InclusiveGateway gateway) {
        return new InclusiveJoin();
    }

    @Override
    public IntermediateThrowCompensationEventActivityBehavior createIntermediateThrowCompensationEventActivityBehavior(
            ThrowEvent event, CompensateEventDefinition definition) {
        return new CompensationThrow(definition, hooks);
    }

    @Override
    public ParallelMultiInstanceBehavior createParallelMultiInstanceBehavior(
            Activity activity, AbstractBpmnActivityBehavior inner) {
        return new Turns.AtOnce(activity, inner, hooks);
    }

    @Override
    public SequentialMultiInstanceBehavior createSequentialMultiInstanceBehavior(
            Activity activity, AbstractBpmnActivityBehavior inner) {
        return new Turns.InOrder(activity, inner, hooks);
    }

    @Override
    public ActivityBehavior createBusinessRuleTaskActivityBehavior(BusinessRuleTask rule) {
        return new RuleBehavior(hooks);
    }

    @Override
    public ClassDelegate createClassDelegateServiceTask(ServiceTask task) {
        throw refused("a Java class", task.getId());
    }

    @Override
    public ServiceTaskDelegateExpressionActivityBehavior createServiceTaskDelegateExpressionActivityBehavior(
            ServiceTask task) {
        throw refused("a delegate expression", task.getId());
    }

    @Override
    public ScriptTaskActivityBehavior createScriptTaskActivityBehavior(ScriptTask task) {
        throw refused("a script", task.getId());
    }

    @Override
    public ShellActivityBehavior createShellActivityBehavior(ServiceTask task) {
        throw refused("a shell command", task.getId());
    }

    @Override
    public ActivityBehavior createHttpActivityBehavior(ServiceTask task) {
        throw refused("an HTTP call", task.getId());
    }

    @Override
    public ActivityBehavior createMailActivityBehavior(ServiceTask task) {
        throw refused("a mail", task.getId());
    }

    @Override
    public ActivityBehavior createMailActivityBehavior(SendTask task) {
        throw refused("a mail", task.getId());
    }

    private static FlowableException refused(String what, @Nullable String element) {
        return new FlowableException(what + " never runs inside the engine: element " + element);
    }
}
