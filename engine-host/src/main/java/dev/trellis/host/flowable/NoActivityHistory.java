package dev.trellis.host.flowable;

import java.util.Date;
import org.flowable.bpmn.model.FlowElement;
import org.flowable.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.flowable.engine.impl.persistence.entity.ActivityInstanceEntityManagerImpl;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.engine.impl.persistence.entity.data.ActivityInstanceDataManager;
import org.flowable.task.service.impl.persistence.entity.TaskEntity;
import org.jspecify.annotations.Nullable;

/** Writes no rows of visited elements: the kernel's audit trail tells that, and the rows cost more than all else. */
final class NoActivityHistory extends ActivityInstanceEntityManagerImpl {
    NoActivityHistory(ProcessEngineConfigurationImpl engine, ActivityInstanceDataManager data) {
        super(engine, data);
    }

    @Override
    public void recordActivityStart(ExecutionEntity execution) {}

    @Override
    public void recordActivityEnd(ExecutionEntity execution, @Nullable String reason) {}

    @Override
    public void recordSequenceFlowTaken(ExecutionEntity execution) {}

    @Override
    public void recordSubProcessInstanceStart(ExecutionEntity parent, ExecutionEntity called) {}

    @Override
    public void recordTaskCreated(TaskEntity task, ExecutionEntity execution) {}

    @Override
    public void recordActivityTaskEnd(
            TaskEntity task,
            ExecutionEntity execution,
            @Nullable String completer,
            @Nullable String reason,
            Date ended) {}

    @Override
    public void recordTaskInfoChange(TaskEntity task, Date changed) {}

    @Override
    public void syncUserTaskExecution(
            ExecutionEntity execution, FlowElement element, String formerId, TaskEntity task) {}

    @Override
    public void deleteActivityInstancesByProcessInstanceId(String instanceId) {}
}
