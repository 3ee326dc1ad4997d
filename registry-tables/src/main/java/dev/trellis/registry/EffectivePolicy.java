package dev.trellis.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.registry.PolicyEntry;
import dev.trellis.contract.task.TaskPolicy;
import dev.trellis.contract.wire.JsonText;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What all policies together say about a task type: of two values the strictest, and what none says from the entry named
 * {@code default}.
 *
 * @param bounds upper limits of retries and times; a null member is unlimited by policy
 * @param guardRails limits by executor kind, a JSON object
 * @param gateRoles roles that must approve a task before dispatch, sorted; empty when policy asks for nobody
 * @param sources the policies that spoke, as {@code name version}
 */
public record EffectivePolicy(TaskPolicy bounds, Json guardRails, List<String> gateRoles, List<String> sources) {

    /** The name of the entry that gives what no other says. */
    public static final String DEFAULT = "default";

    /** No policy at all. */
    public static final EffectivePolicy NONE =
            new EffectivePolicy(TaskPolicy.NONE, Json.EMPTY_OBJECT, List.of(), List.of());

    public EffectivePolicy {
        Objects.requireNonNull(bounds, "bounds");
        gateRoles = List.copyOf(gateRoles);
        sources = List.copyOf(sources);
    }

    static EffectivePolicy merge(String taskType, Collection<PolicyEntry> policies) {
        List<PolicyEntry> matching = policies.stream()
                .filter(policy -> TaskTypePattern.anyMatch(policy, taskType))
                .toList();
        Optional<PolicyEntry> fallback = matching.stream()
                .filter(policy -> policy.name().equals(DEFAULT))
                .findFirst();
        List<PolicyEntry> stated = matching.stream()
                .filter(policy -> !policy.name().equals(DEFAULT))
                .toList();
        TaskPolicy bounds = stated.stream().map(PolicyEntry::defaults).reduce(TaskPolicy.NONE, Strictness::strictest);
        return new EffectivePolicy(
                fallback.map(policy -> Strictness.completed(bounds, policy.defaults()))
                        .orElse(bounds),
                JsonText.json(rails(stated, fallback)),
                gateRoles(stated, fallback),
                matching.stream()
                        .map(policy -> policy.name() + " " + policy.version())
                        .toList());
    }

    private static JsonNode rails(List<PolicyEntry> stated, Optional<PolicyEntry> fallback) {
        JsonNode strictest = stated.stream()
                .<JsonNode>map(policy -> JsonText.parseObject(policy.guardRails()))
                .reduce(JsonText.object(), GuardRails::strictest);
        return fallback.map(policy -> GuardRails.completed(strictest, JsonText.parseObject(policy.guardRails())))
                .orElse(strictest);
    }

    private static List<String> gateRoles(List<PolicyEntry> stated, Optional<PolicyEntry> fallback) {
        List<String> roles = roles(stated.stream());
        return roles.isEmpty() ? roles(fallback.stream()) : roles;
    }

    private static List<String> roles(Stream<PolicyEntry> policies) {
        return policies.flatMap(policy -> Stream.ofNullable(policy.gate()))
                .map(PolicyEntry.Gate::role)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * The limits of one task.
     *
     * @param asked by the submitter or by the process; may only tighten
     * @param entry the defaults of the task type's registry entry
     */
    public EffectiveLimits limits(TaskPolicy asked, TaskPolicy entry) {
        TaskPolicy stated = Strictness.strictest(asked, Strictness.strictest(entry, bounds));
        return EffectiveLimits.of(stated, !gateRoles.isEmpty());
    }
}
