package dev.trellis.host.flowable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flowable.engine.impl.persistence.CountingExecutionEntity;
import org.flowable.engine.impl.persistence.entity.ExecutionEntityImpl;
import org.flowable.engine.impl.util.CountingEntityUtil;
import org.flowable.variable.service.VariableServiceConfiguration;
import org.flowable.variable.service.impl.InternalVariableInstanceQueryImpl;
import org.flowable.variable.service.impl.persistence.entity.VariableInstanceEntity;
import org.flowable.variable.service.impl.persistence.entity.data.impl.MybatisVariableInstanceDataManager;

/**
 * The engine's variables, read as seldom as can be: an execution that counts its variables and has none is not asked, and those
 * of several executions are read at once ahead of a batch. The engine asks for all variables of an execution once in a command,
 * before it changes any.
 */
final class KernelVariables extends MybatisVariableInstanceDataManager {
    private static final String AHEAD = KernelVariables.class.getName();

    KernelVariables(VariableServiceConfiguration configuration) {
        super(configuration);
    }

    /** Reads the variables of executions, for those who ask in this command. */
    void readAhead(Set<String> executionIds) {
        InternalVariableInstanceQueryImpl query = new InternalVariableInstanceQueryImpl(this);
        query.executionIds(executionIds).withoutTaskId();
        Ahead ahead = new Ahead();
        executionIds.forEach(id -> ahead.ofExecutions.put(id, new ArrayList<>()));
        for (VariableInstanceEntity variable : super.findVariablesInstancesByQuery(query)) {
            List<VariableInstanceEntity> known = ahead.ofExecutions.get(variable.getExecutionId());
            if (known != null) {
                known.add(variable);
            }
        }
        getCommandContext().addAttribute(AHEAD, ahead);
    }

    private static final class Ahead {
        private final Map<String, List<VariableInstanceEntity>> ofExecutions = new HashMap<>();
    }

    @Override
    public List<VariableInstanceEntity> findVariablesInstancesByQuery(InternalVariableInstanceQueryImpl query) {
        String execution = query.getExecutionId();
        if (execution == null || !asksForAll(query)) {
            return super.findVariablesInstancesByQuery(query);
        }
        if (hasNone(execution)) {
            return new ArrayList<>();
        }
        List<VariableInstanceEntity> known = getCommandContext().getAttribute(AHEAD) instanceof Ahead ahead
                ? ahead.ofExecutions.remove(execution)
                : null;
        return known != null ? known : super.findVariablesInstancesByQuery(query);
    }

    private static boolean asksForAll(InternalVariableInstanceQueryImpl query) {
        return query.isWithoutTaskId()
                && query.getId() == null
                && query.getName() == null
                && query.getNames() == null
                && query.getScopeId() == null
                && query.getSubScopeId() == null;
    }

    private boolean hasNone(String executionId) {
        return getEntityCache().findInCache(ExecutionEntityImpl.class, executionId)
                        instanceof CountingExecutionEntity counting
                && CountingEntityUtil.isExecutionRelatedEntityCountEnabled(counting)
                && counting.getVariableCount() == 0;
    }
}
