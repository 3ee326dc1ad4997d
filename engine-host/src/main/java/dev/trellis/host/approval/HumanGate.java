package dev.trellis.host.approval;

import dev.trellis.host.security.Role;
import dev.trellis.host.task.ApprovalPolicy;
import dev.trellis.host.task.TaskDraft;
import dev.trellis.registry.EffectivePolicy;
import dev.trellis.registry.RegistryCache;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Holds a task when the submitter, the model or a policy wants a person to consent. A consent that was given for the same
 * inputs and version is not asked for again.
 */
@ApplicationScoped
public final class HumanGate implements ApprovalPolicy {
    private final RegistryCache registry;
    private final ApprovalRows rows;

    HumanGate(RegistryCache registry, ApprovalRows rows) {
        this.registry = registry;
        this.rows = rows;
    }

    @Override
    public Optional<String> hold(TaskDraft draft, Handle transaction) {
        EffectivePolicy policy = registry.lastKnown().policyFor(draft.taskType());
        Optional<Demand> demand = demand(draft, policy);
        String binding = Binding.of(draft.taskType(), draft.version(), draft.inputs());
        if (demand.isEmpty() || rows.isApproved(draft.taskId(), binding, transaction)) {
            return Optional.empty();
        }
        rows.demand(draft, demand.get().role(), demand.get().reason(), transaction);
        return demand.map(Demand::reason);
    }

    private static Optional<Demand> demand(TaskDraft draft, EffectivePolicy policy) {
        if (!policy.gateRoles().isEmpty()) {
            String role = String.join(",", policy.gateRoles());
            return Optional.of(new Demand(role, "policy wants the consent of " + role + " for " + draft.taskType()));
        }
        if (Boolean.TRUE.equals(policy.bounds().humanGate())) {
            return Optional.of(new Demand(Role.APPROVER, "policy wants a person's consent for " + draft.taskType()));
        }
        if (Boolean.TRUE.equals(draft.asked().humanGate())) {
            return Optional.of(new Demand(Role.APPROVER, "the submitter or the model wants a person's consent"));
        }
        return Optional.empty();
    }

    /**
     * Whose consent is wanted.
     *
     * @param role all of these roles, separated by commas, besides {@code approver}
     */
    private record Demand(String role, String reason) {}
}
