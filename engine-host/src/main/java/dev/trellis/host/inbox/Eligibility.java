package dev.trellis.host.inbox;

import dev.trellis.host.instance.Instances;
import dev.trellis.host.security.Person;
import dev.trellis.host.security.Role;
import dev.trellis.host.usertask.UserTaskView;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Whether a person may act on a user task. */
@ApplicationScoped
final class Eligibility {
    /** The process whose user tasks are consents, which the submitter never gives. */
    private static final String CONSENT_PROCESS = "kernel.change";

    private final Instances instances;

    Eligibility(Instances instances) {
        this.instances = instances;
    }

    /** Why the person may not act on the task; null when allowed. */
    @Nullable
    String refusal(Person person, UserTaskView task) {
        if (!isNamed(person, task)) {
            String who = task.assignee() != null ? task.assignee() : String.join(", ", task.candidates());
            return "this task is for " + (who.isEmpty() ? "operators, authors and approvers" : who);
        }
        return task.process().equals(CONSENT_PROCESS) && isSubmitter(person, task)
                ? "who asked for the change may not approve it: another person has to"
                : null;
    }

    /**
     * The assignee alone, once there is one; else the candidates; else, when the author named nobody, everybody who may do
     * more than look.
     */
    static boolean isNamed(Person person, UserTaskView task) {
        if (task.assignee() != null) {
            return task.assignee().equals(person.name());
        }
        if (task.candidates().isEmpty()) {
            return person.has(Role.OPERATOR) || person.has(Role.AUTHOR) || person.has(Role.APPROVER);
        }
        return task.candidates().contains("user:" + person.name())
                || person.roles().stream().anyMatch(role -> task.candidates().contains("group:" + role));
    }

    private boolean isSubmitter(Person person, UserTaskView task) {
        return instances
                .find(person.tenant(), task.instanceId())
                .map(instance -> instance.submitter().equals(person.name()))
                .orElse(false);
    }
}
