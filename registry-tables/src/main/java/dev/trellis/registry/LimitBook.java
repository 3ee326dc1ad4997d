package dev.trellis.registry;

import dev.trellis.contract.registry.PolicyEntry;
import dev.trellis.contract.registry.TaskLimit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The limits of all stable policies. All that match a task hold together. */
public final class LimitBook {
    /** Nothing is limited. */
    public static final LimitBook NONE = new LimitBook(Map.of());

    /** Task types by which the platform runs itself; a limit could keep out the change that would lift it. */
    private static final String KERNEL = "kernel.";

    private final Map<String, Ruled> limits;

    private LimitBook(Map<String, Ruled> limits) {
        this.limits = limits;
    }

    private record Ruled(PolicyEntry policy, Placed placed) {}

    /**
     * A limit with its place, which tells it from all others.
     *
     * @param place {@code POLICY/NAME}
     */
    public record Placed(String place, TaskLimit limit) {}

    static LimitBook of(Collection<PolicyEntry> policies) {
        Map<String, Ruled> limits = new LinkedHashMap<>();
        for (PolicyEntry policy : policies) {
            for (TaskLimit limit : policy.limits()) {
                String place = policy.name() + "/" + limit.name();
                limits.put(place, new Ruled(policy, new Placed(place, limit)));
            }
        }
        return limits.isEmpty() ? NONE : new LimitBook(limits);
    }

    public boolean isEmpty() {
        return limits.isEmpty();
    }

    public Stream<TaskLimit> all() {
        return limits.values().stream().map(ruled -> ruled.placed().limit());
    }

    /** The limits of a task type. */
    public List<Placed> of(String taskType) {
        if (taskType.startsWith(KERNEL)) {
            return List.of();
        }
        return limits.values().stream()
                .filter(ruled -> TaskTypePattern.anyMatch(ruled.policy(), taskType))
                .map(Ruled::placed)
                .toList();
    }

    /** The limit at a place; empty when no stable policy has it any more. */
    public Optional<TaskLimit> at(String place) {
        return Optional.ofNullable(limits.get(place))
                .map(ruled -> ruled.placed().limit());
    }
}
