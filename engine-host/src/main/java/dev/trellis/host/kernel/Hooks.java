package dev.trellis.host.kernel;

import dev.trellis.host.audit.Chronicle;
import dev.trellis.host.cancel.Cancellations;
import dev.trellis.host.compensation.Compensations;
import dev.trellis.host.definition.ProcessModels;
import dev.trellis.host.flowable.CallReturn;
import dev.trellis.host.flowable.CalledInstance;
import dev.trellis.host.flowable.CompensationThrown;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.flowable.InstanceEnd;
import dev.trellis.host.flowable.KernelHooks;
import dev.trellis.host.flowable.LoopBegins;
import dev.trellis.host.flowable.PersonAsked;
import dev.trellis.host.flowable.TaskReached;
import dev.trellis.host.gate.GatedModel;
import dev.trellis.host.instance.CallLabels;
import dev.trellis.host.instance.InstanceHooks;
import dev.trellis.host.task.Activations;
import dev.trellis.host.task.Loops;
import dev.trellis.host.usertask.EngineUserTasks;
import java.util.Set;

/** Hands what the engine tells to those whom it concerns. */
record Hooks(
        Activations activations,
        Cancellations cancellations,
        Compensations compensations,
        InstanceHooks instances,
        ProcessModels models,
        Chronicle chronicle)
        implements KernelHooks {
    @Override
    public void taskReached(TaskReached reached, EngineTransaction transaction) {
        activations.reached(reached, transaction);
    }

    @Override
    public void loopBegins(LoopBegins loop, EngineTransaction transaction) {
        Loops.begin(loop, models, transaction);
    }

    @Override
    public void executionsGone(Set<String> executionIds, EngineTransaction transaction) {
        cancellations.gone(executionIds, transaction);
    }

    @Override
    public boolean compensationThrown(CompensationThrown thrown, EngineTransaction transaction) {
        return compensations.thrown(thrown, models.model(thrown.definitionId(), transaction.sql()), transaction);
    }

    @Override
    public void scopeCompleted(String scopeId, String outerId, EngineTransaction transaction) {
        Compensations.scopeCompleted(scopeId, outerId, transaction);
    }

    @Override
    public String definitionOf(String callerId, String process, EngineTransaction transaction) {
        return instances.definitionOf(callerId, process, transaction);
    }

    @Override
    public GatedModel modelOf(String definitionId, EngineTransaction transaction) {
        return models.model(definitionId, transaction.sql());
    }

    @Override
    public void instanceCalled(CalledInstance called, EngineTransaction transaction) {
        instances.called(called, transaction);
        CallLabels.goAlong(called, models, transaction);
    }

    @Override
    public void callReturns(CallReturn returned, EngineTransaction transaction) {
        CallLabels.comeBack(returned, models, transaction);
    }

    @Override
    public void instanceEnded(InstanceEnd end, EngineTransaction transaction) {
        instances.ended(end, transaction);
    }

    @Override
    public void personAsked(PersonAsked asked, EngineTransaction transaction) {
        EngineUserTasks.asked(asked, chronicle, transaction);
    }
}
