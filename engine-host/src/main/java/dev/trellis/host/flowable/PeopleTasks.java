package dev.trellis.host.flowable;

import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.expression.ExpressionEvaluationException;
import dev.trellis.host.expression.Scope;
import dev.trellis.host.gate.GatedModel;
import dev.trellis.host.gate.Mapping;
import dev.trellis.host.gate.UserTaskUse;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.flowable.engine.TaskService;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.flowable.identitylink.api.IdentityLinkInfo;
import org.flowable.task.api.Task;
import org.flowable.task.service.impl.persistence.entity.TaskEntity;
import org.jspecify.annotations.Nullable;

/** The tasks for people inside the engine. */
public final class PeopleTasks {
    private static final int MOST = 1_000;

    private final TaskService tasks;
    private final Function<String, GatedModel> models;

    /** @param models checked diagrams by the engine's ids of definitions */
    PeopleTasks(TaskService tasks, Function<String, GatedModel> models) {
        this.tasks = tasks;
        this.models = models;
    }

    /**
     * A task for a person.
     *
     * @param candidates {@code group:NAME} and {@code user:NAME}
     * @param inputs its own variables while it is open
     */
    public record PersonTask(
            String id,
            String instanceId,
            String element,
            String name,
            @Nullable String assignee,
            List<String> candidates,
            @Nullable String formKey,
            Map<String, @Nullable Object> inputs,
            boolean suspended,
            Instant createdAt) {}

    public Optional<PersonTask> find(String id) {
        return Optional.ofNullable(tasks.createTaskQuery()
                        .taskId(id)
                        .includeIdentityLinks()
                        .includeTaskLocalVariables()
                        .singleResult())
                .map(PeopleTasks::view);
    }

    /** Open tasks of the named instances, oldest first. */
    public List<PersonTask> of(Collection<String> instanceIds) {
        if (instanceIds.isEmpty()) {
            return List.of();
        }
        return tasks
                .createTaskQuery()
                .processInstanceIdIn(instanceIds)
                .includeIdentityLinks()
                .includeTaskLocalVariables()
                .orderByTaskCreateTime()
                .asc()
                .listPage(0, MOST)
                .stream()
                .map(PeopleTasks::view)
                .toList();
    }

    public void assign(String id, String person) {
        tasks.setAssignee(id, person);
    }

    /**
     * Ends a task and lets its instance go on.
     *
     * @param entered what the person entered; without a mapping each becomes a variable, with one only what it names
     * @throws RefusedException when an output has no value
     */
    public void complete(String id, Map<String, @Nullable Object> entered) {
        TaskEntity task = CommandContextUtil.getTaskService().getTask(id);
        Mapping mapping = models.apply(task.getProcessDefinitionId())
                .userTask(task.getTaskDefinitionKey())
                .map(UserTaskUse::mapping)
                .orElseThrow(() -> new IllegalStateException("no user task " + task.getTaskDefinitionKey()));
        if (mapping.outputs().isEmpty()) {
            tasks.complete(id, entered);
            return;
        }
        ExecutionEntity execution =
                CommandContextUtil.getExecutionEntityManager().findById(task.getExecutionId());
        Map<String, @Nullable Object> outputs = outputs(mapping, entered, task, execution);
        LoopTurn.write(execution, outputs);
        tasks.complete(id);
    }

    private static Map<String, @Nullable Object> outputs(
            Mapping mapping, Map<String, @Nullable Object> entered, TaskEntity task, ExecutionEntity execution) {
        Scope seen = Scope.of(entered).over(Scope.of(task.getVariablesLocal()).over(new EngineScope(execution)));
        try {
            return mapping.resolveOutputs(seen);
        } catch (ExpressionEvaluationException e) {
            throw new RefusedException(
                    Refusal.INVALID, "outputs of " + task.getTaskDefinitionKey() + ": " + e.getMessage());
        }
    }

    private static PersonTask view(Task task) {
        return new PersonTask(
                task.getId(),
                task.getProcessInstanceId(),
                task.getTaskDefinitionKey(),
                task.getName() == null ? "" : task.getName(),
                task.getAssignee(),
                candidates(task.getIdentityLinks()).sorted().toList(),
                task.getFormKey(),
                task.getTaskLocalVariables(),
                task.isSuspended(),
                task.getCreateTime().toInstant());
    }

    private static Stream<String> candidates(Collection<? extends IdentityLinkInfo> links) {
        return links.stream()
                .filter(link -> "candidate".equals(link.getType()))
                .map(link -> link.getGroupId() != null ? "group:" + link.getGroupId() : "user:" + link.getUserId());
    }
}
