package dev.trellis.host.inbox;

import dev.trellis.host.security.Person;
import dev.trellis.host.security.Role;
import dev.trellis.host.usertask.UserTaskView;

/** Whether a person may act on a user task. */
final class Eligibility {
    /**
     * The assignee alone, once there is one; else the candidates; else, when the author named nobody, everybody who may do
     * more than look.
     */
    static boolean mayAct(Person person, UserTaskView task) {
        if (task.assignee() != null) {
            return task.assignee().equals(person.name());
        }
        if (task.candidates().isEmpty()) {
            return person.has(Role.OPERATOR) || person.has(Role.AUTHOR) || person.has(Role.APPROVER);
        }
        return task.candidates().contains("user:" + person.name())
                || person.roles().stream().anyMatch(role -> task.candidates().contains("group:" + role));
    }

    private Eligibility() {}
}
