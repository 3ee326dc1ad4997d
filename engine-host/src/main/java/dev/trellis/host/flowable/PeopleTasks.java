package dev.trellis.host.flowable;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.flowable.engine.TaskService;
import org.flowable.identitylink.api.IdentityLinkInfo;
import org.flowable.task.api.Task;
import org.jspecify.annotations.Nullable;

/** The tasks for people inside the engine. */
public final class PeopleTasks {
    private static final int MOST = 1_000;

    private final TaskService tasks;

    PeopleTasks(TaskService tasks) {
        this.tasks = tasks;
    }

    /**
     * A task for a person.
     *
     * @param candidates {@code group:NAME} and {@code user:NAME}
     */
    public record PersonTask(
            String id,
            String instanceId,
            String element,
            String name,
            @Nullable String assignee,
            List<String> candidates,
            @Nullable String formKey,
            boolean suspended,
            Instant createdAt) {}

    public Optional<PersonTask> find(String id) {
        return Optional.ofNullable(tasks.createTaskQuery()
                        .taskId(id)
                        .includeIdentityLinks()
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

    public void complete(String id, Map<String, @Nullable Object> variables) {
        tasks.complete(id, variables);
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
                task.isSuspended(),
                task.getCreateTime().toInstant());
    }

    private static Stream<String> candidates(Collection<? extends IdentityLinkInfo> links) {
        return links.stream()
                .filter(link -> "candidate".equals(link.getType()))
                .map(link -> link.getGroupId() != null ? "group:" + link.getGroupId() : "user:" + link.getUserId());
    }
}
