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

/** The loops of the engine, whose gathered variables are there from the beginning: empty when there is no turn. */
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
            begin(activity, (ExecutionEntity) loop, hooks);
            return super.createInstances(loop);
        }

        @Override
        public void leave(DelegateExecution turn) {
            turnCompleted((ExecutionEntity) turn, hooks);
            super.leave(turn);
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
            begin(activity, (ExecutionEntity) loop, hooks);
            return super.createInstances(loop);
        }

        @Override
        public void leave(DelegateExecution turn) {
            turnCompleted((ExecutionEntity) turn, hooks);
            super.leave(turn);
        }
    }

    private static void begin(Activity activity, ExecutionEntity loop, KernelHooks hooks) {
        VariableAggregationDefinitions gathered =
                activity.getLoopCharacteristics().getAggregations();
        if (gathered != null) {
            gathered.getAggregations().stream()
                    .map(VariableAggregationDefinition::getTarget)
                    .forEach(target -> LoopTurn.write(loop.getParent(), Map.of(target, List.of())));
        }
        hooks.loopBegins(
                new LoopBegins(loop.getId(), loop.getProcessDefinitionId(), activity.getId()),
                EngineTransaction.of(CommandContextUtil.getCommandContext()));
    }

    private static void turnCompleted(ExecutionEntity turn, KernelHooks hooks) {
        if (Scopes.isEmbedded(turn) && turn.getParent().isMultiInstanceRoot()) {
            hooks.scopeCompleted(
                    turn.getId(),
                    Scopes.around(turn).getId(),
                    EngineTransaction.of(CommandContextUtil.getCommandContext()));
        }
    }

    private Turns() {}
}
