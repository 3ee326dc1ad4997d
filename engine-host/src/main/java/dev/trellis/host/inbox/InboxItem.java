package dev.trellis.host.inbox;

import dev.trellis.contract.json.Json;
import dev.trellis.host.approval.ApprovalView;
import dev.trellis.host.usertask.UserTaskView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that waits for the caller.
 *
 * @param kind {@code user_task} or {@code approval}; says which address takes the decision
 * @param id of the user task or of the approval
 * @param name for people
 * @param element id in the BPMN file; user tasks only
 * @param taskId the held task; approvals only
 * @param taskType of the held task; approvals only
 * @param reason why the task is held; approvals only
 * @param inputs what the caller would consent to, or what the model gives the user task; a JSON object
 * @param candidates who may act: {@code user:NAME}, {@code group:NAME}
 */
public record InboxItem(
        String kind,
        String id,
        String instanceId,
        String name,
        Instant since,
        @Nullable String process,
        @Nullable String element,
        @Nullable String formKey,
        @Nullable String assignee,
        List<String> candidates,
        @Nullable String taskId,
        @Nullable String taskType,
        @Nullable String reason,
        @Nullable Json inputs) {
    static InboxItem of(UserTaskView task) {
        return new InboxItem(
                "user_task",
                task.id(),
                task.instanceId(),
                task.name(),
                task.createdAt(),
                task.process(),
                task.element(),
                task.formKey(),
                task.assignee(),
                task.candidates(),
                null,
                null,
                null,
                task.inputs());
    }

    static InboxItem of(ApprovalView approval) {
        return new InboxItem(
                "approval",
                approval.id(),
                approval.instanceId(),
                "Approve " + approval.taskType(),
                approval.requestedAt(),
                null,
                null,
                null,
                null,
                List.of("group:" + approval.role()),
                approval.taskId(),
                approval.taskType(),
                approval.reason(),
                approval.inputs());
    }
}
