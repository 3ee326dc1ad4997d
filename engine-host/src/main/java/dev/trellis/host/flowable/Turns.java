package dev.trellis.host.flowable;

import java.util.List;
import java.util.Map;
import org.flowable.bpmn.model.Activity;
import org.flowable.bpmn.model.VariableAggregationDefinition;
import org.flowable.bpmn.model.VariableAggregationDefinitions;
import org.flowable.engine.delegate.DelegateExecution;
import org.flowable.engine.impl.bpmn.behavior.AbstractBpmnActivityBehavior;
import org.flowable.engine.impl.bpmn.behavior.ParallelMultiInstanceBehavior;
import org.flowable.engine.impl.bpmn.behavior.SequentialMultiInstanceBehavior;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.engine.impl.util.CommandContextUtil;

/** The loops of the engine, whose gathered variables begin empty, and are there when there is no turn. */
final class Turns {
    /** All turns at once. */
    static final class AtOnce extends ParallelMultiInstanceBehavior {
        private static final long serialVersionUID = 1L;

        private final transient KernelHooks hooks;

        AtOnce(Activity activity, AbstractBpmnActivityBehavior inner, KernelHooks hooks) {
            super(activity, inner);
            this.hooks = hooks;
        }

        @Override
        protected int createInstances(DelegateExecution loop) {
            return begun(super.createInstances(loop), activity, (ExecutionEntity) loop, hooks);
        }
    }

    /** One turn after the other. */
    static final class InOrder extends SequentialMultiInstanceBehavior {
        private static final long serialVersionUID = 1L;

        private final transient KernelHooks hooks;

        InOrder(Activity activity, AbstractBpmnActivityBehavior inner, KernelHooks hooks) {
            super(activity, inner);
            this.hooks = hooks;
        }

        @Override
        protected int createInstances(DelegateExecution loop) {
            return begun(super.createInstances(loop), activity, (ExecutionEntity) loop, hooks);
        }
    }

    /**
     * What turns gather one by one begins empty, so that nothing of an earlier round stays; what the engine gathers at the end is
     * emptied only when there is no turn. Both come after the loop has read what it goes over, which may bear the same name.
     */
    private static int begun(int turns, Activity activity, ExecutionEntity loop, KernelHooks hooks) {
        hooks.loopBegins(
                new LoopBegins(loop.getId(), loop.getProcessDefinitionId(), activity.getId()),
                EngineTransaction.of(CommandContextUtil.getCommandContext()));
        VariableAggregationDefinitions gathered =
                activity.getLoopCharacteristics().getAggregations();
        if (turns == 0 && gathered != null) {
            gathered.getAggregations().stream()
                    .map(VariableAggregationDefinition::getTarget)
                    .forEach(target -> LoopTurn.write(loop.getParent(), Map.of(target, List.of())));
        }
        return turns;
    }

    private Turns() {}
}
