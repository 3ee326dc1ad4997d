package dev.trellis.pdo.decide;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.Capabilities;
import dev.trellis.registry.EffectivePolicy;
import dev.trellis.registry.Provision;
import java.util.List;
import java.util.Optional;

/** Whether an executor provides what a task asks for, and has no more than policy allows. */
final class CapabilityRule {
    static final String MET = "capability.met";
    private static final String UNMET = "capability.unmet";
    private static final String REFUSED = "capability.refused";

    /** What a task asks for; what undoes one is of another type, of which nothing was asked. */
    static Capabilities asked(LeasedTask task) {
        return task.action() == Action.EXECUTE ? new Capabilities(task.demand().capabilities()) : Capabilities.NONE;
    }

    /** The decision against the task; empty when nothing speaks against it. */
    static Optional<DispatchDecision> objection(DispatchCase one, TdeEntry entry, EffectivePolicy policy) {
        Capabilities asked = asked(one.task());
        Capabilities provided = Provision.of(entry);
        List<String> unmet = provided.unmet(asked);
        if (!unmet.isEmpty()) {
            return Optional.of(one.reject(UNMET, unmet(unmet, one.taskType(), entry, provided)));
        }
        List<String> refused = Provision.refused(entry, policy);
        if (!refused.isEmpty()) {
            return Optional.of(one.park(
                    REFUSED,
                    "%s %s provides %s, which guard_rails.capabilities.allow does not let it have; apply a version that provides"
                                    .formatted(one.taskType(), entry.executor().version(), String.join(", ", refused))
                            + " less, or a policy that allows it, then retry"));
        }
        if (!asked.words().isEmpty()) {
            one.note(MET, asked.toString());
        }
        return Optional.empty();
    }

    private static String unmet(List<String> unmet, String taskType, TdeEntry entry, Capabilities provided) {
        List<String> malformed = new Capabilities(unmet).problems();
        return "the task asks for %s, and %s %s provides %s%s"
                .formatted(
                        String.join(", ", unmet),
                        taskType,
                        entry.executor().version(),
                        provided.words().isEmpty() ? "nothing" : provided,
                        malformed.isEmpty() ? "" : "; " + String.join("; ", malformed));
    }

    private CapabilityRule() {}
}
