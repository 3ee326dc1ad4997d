package dev.trellis.host.gate;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A diagram asks for nothing that the host does not run. */
final class AbilityRule implements Rule {

    private final Set<HostAbility> abilities;

    AbilityRule(Set<HostAbility> abilities) {
        this.abilities = Set.copyOf(abilities);
    }

    @Override
    public void check(Diagram diagram, Findings findings) {
        for (XmlElement element : diagram.all()) {
            HostAbility needed = diagram.runs(element) ? needed(element) : null;
            if (needed != null && !abilities.contains(needed)) {
                findings.add(GateRule.ABILITY, element, "this host does not run it; " + instead(needed));
            }
        }
    }

    private static @Nullable HostAbility needed(XmlElement element) {
        return switch (element.name()) {
            case "bpmn:sendTask" -> HostAbility.SEND_TASK;
            case "bpmn:receiveTask" -> HostAbility.RECEIVE_TASK;
            case "camunda:errorEventDefinition" -> HostAbility.ERROR_MAPPING;
            case "camunda:inputOutput" -> isOfUserTask(element) ? HostAbility.USER_TASK_MAPPING : null;
            default -> null;
        };
    }

    private static boolean isOfUserTask(XmlElement mapping) {
        XmlElement extensions = mapping.parent();
        XmlElement owner = extensions == null ? null : extensions.parent();
        return owner != null && owner.is("bpmn:userTask");
    }

    private static String instead(HostAbility ability) {
        return switch (ability) {
            case SEND_TASK -> "make it a serviceTask with the same type and topic";
            case RECEIVE_TASK -> "use an intermediate catch event with the same message";
            case ERROR_MAPPING -> "catch the outcome's error code by an error boundary event";
            case USER_TASK_MAPPING -> "read and write process variables, or map them in a task beside it";
        };
    }
}
