package dev.trellis.host.approval;

import dev.trellis.contract.json.Json;
import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.security.Person;
import dev.trellis.host.security.Role;
import dev.trellis.host.task.Gates;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The approvals of held tasks: who may decide, and the decision. Only a person decides, never the passing of time. */
@ApplicationScoped
public final class Approvals {
    private final ApprovalRows rows;
    private final Gates gates;

    Approvals(ApprovalRows rows, Gates gates) {
        this.rows = rows;
        this.gates = gates;
    }

    /** Open approvals that the person may decide, oldest first. */
    public List<ApprovalView> openFor(Person person) {
        return rows.open(person.tenant()).stream()
                .filter(approval -> refusal(person, approval) == null)
                .toList();
    }

    /**
     * Shows an approval.
     *
     * @throws RefusedException when there is none
     */
    public ApprovalView get(String tenant, String id) {
        return rows.find(tenant, id)
                .orElseThrow(() -> new RefusedException(Refusal.NOT_FOUND, "there is no approval " + id));
    }

    /**
     * Lets the task go on.
     *
     * @throws RefusedException when the person may not decide, somebody decided before, or the inputs changed
     */
    public void approve(Person person, String id, @Nullable String reason) {
        ApprovalView approval = decidable(person, id);
        gates.approve(person.caller(), approval.taskId(), transaction -> {
            rows.refuseIfMoved(approval, transaction);
            rows.decide(approval, "approved", person.name(), reason, transaction);
        });
    }

    /**
     * Ends the task as failed with the code {@link Gates#REJECTED}.
     *
     * @throws RefusedException when the person may not decide, or somebody decided before
     */
    public void reject(Person person, String id, String reason) {
        ApprovalView approval = decidable(person, id);
        gates.reject(
                person.caller(),
                approval.taskId(),
                reason,
                transaction -> rows.decide(approval, "rejected", person.name(), reason, transaction));
    }

    /**
     * Refuses another attempt of a task that was held and to whose inputs nobody has consented.
     *
     * @param inputs in place of the task's inputs, null to keep them
     */
    public void refuseUnlessConsented(String taskId, @Nullable Json inputs) {
        if (!rows.covers(taskId, inputs)) {
            throw new RefusedException(
                    Refusal.CONFLICT,
                    "nobody has consented to these inputs of task " + taskId + "; give it up, or submit the work anew");
        }
    }

    private ApprovalView decidable(Person person, String id) {
        ApprovalView approval = get(person.tenant(), id);
        String refusal = refusal(person, approval);
        if (refusal != null) {
            throw new RefusedException(Refusal.FORBIDDEN, refusal);
        }
        return approval;
    }

    private static @Nullable String refusal(Person person, ApprovalView approval) {
        if (person.name().equals(approval.submitter())) {
            return "who submitted the work may not approve it: another person has to";
        }
        boolean mayConsent = List.of(approval.role().split(",")).stream().allMatch(person::has);
        if (!person.has(Role.APPROVER) || !mayConsent) {
            return "the role approver is needed, and " + approval.role();
        }
        return null;
    }
}
