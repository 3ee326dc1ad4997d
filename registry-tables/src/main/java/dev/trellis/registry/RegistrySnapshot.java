package dev.trellis.registry;

import dev.trellis.contract.engine.CycleRequest.Reason;
import dev.trellis.contract.registry.ExecutedProcess;
import dev.trellis.contract.registry.PolicyEntry;
import dev.trellis.contract.registry.ProcessEntry;
import dev.trellis.contract.registry.RegistryItem;
import dev.trellis.contract.registry.RegistryKey;
import dev.trellis.contract.registry.RegistryKind;
import dev.trellis.contract.registry.TdeEntry;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The three registries at one head revision, immutable. */
public final class RegistrySnapshot {

    private final long revision;
    private final Contents contents;
    private final Shelf<ProcessEntry> processes;
    private final Shelf<TdeEntry> tdes;
    private final Shelf<PolicyEntry> policies;

    RegistrySnapshot(
            long revision,
            Contents contents,
            Shelf<ProcessEntry> processes,
            Shelf<TdeEntry> tdes,
            Shelf<PolicyEntry> policies) {
        this.revision = revision;
        this.contents = contents;
        this.processes = processes;
        this.tdes = tdes;
        this.policies = policies;
    }

    /** Registries that hold nothing. */
    public static RegistrySnapshot empty() {
        return new SnapshotBuilder(0).build();
    }

    /**
     * Registries of given items.
     *
     * @param stable stable pointers: kind to name to version
     */
    public static RegistrySnapshot of(
            long revision, Collection<RegistryItem> items, Map<RegistryKind, Map<String, String>> stable) {
        SnapshotBuilder builder = new SnapshotBuilder(revision);
        items.forEach(builder::add);
        stable.forEach(builder::stable);
        return builder.build();
    }

    /**
     * What the stores hold.
     *
     * @param problems why documents cannot be read
     */
    record Contents(Map<RegistryKey, RegistryItem> items, List<Problem> problems) {

        Contents {
            items = Map.copyOf(items);
            problems = List.copyOf(problems);
        }
    }

    /** Why stored versions cannot be read, and so resolve to nothing; empty when all can. */
    public List<Problem> problems() {
        return contents.problems();
    }

    /** The head revision that this shows. */
    public long revision() {
        return revision;
    }

    /**
     * Which version of a task type a task gets; none while a stable policy cannot be read, since what it forbids is unknown.
     *
     * @param range what the author wrote, or null
     * @param pinned the version that the instance was pinned to, or null; it wins over the range
     */
    public Resolution<TdeEntry> resolveTask(String taskType, @Nullable String range, @Nullable String pinned) {
        return policies.unreadableStable()
                .<Resolution<TdeEntry>>map(RegistrySnapshot::heldBack)
                .orElseGet(() -> tdes.resolve(taskType, range, pinned));
    }

    private static Resolution<TdeEntry> heldBack(String policy) {
        String message =
                "the policy " + policy + " is stable and cannot be read, so nothing is sent; apply a sound version";
        return new Resolution.Missing<>("policy_unreadable", message, List.of(new Reason("policy.stable", message)));
    }

    /** Which version of a process a start gets; the stable one when range is null. */
    public Resolution<ProcessEntry> resolveProcess(String name, @Nullable String range) {
        return processes.resolve(name, range, null);
    }

    /** A stored version. */
    public Optional<RegistryItem> item(RegistryKey key) {
        return Optional.ofNullable(items().get(key));
    }

    /** All stored versions of a kind, sorted by name and version. */
    public List<RegistryItem> items(RegistryKind kind) {
        return items().values().stream()
                .filter(item -> item.key().kind() == kind)
                .sorted(Comparator.comparing((RegistryItem item) -> item.key().name())
                        .thenComparing(item -> item.key().version(), Versions::compare))
                .toList();
    }

    /** The version that the stable pointer of a name shows. */
    public Optional<String> stable(RegistryKind kind, String name) {
        Shelf<?> shelf =
                switch (kind) {
                    case PROCESS -> processes;
                    case TDE -> tdes;
                    case POLICY -> policies;
                };
        return Optional.ofNullable(shelf.stable().get(name));
    }

    /** What all stable policies together say about a task type. */
    public EffectivePolicy policyFor(String taskType) {
        return EffectivePolicy.merge(taskType, stablePolicies().toList());
    }

    /** What all stable policies limit, by the place of each limit: {@code POLICY/NAME}. */
    public LimitBook limits() {
        return LimitBook.of(stablePolicies().toList());
    }

    /** Roles that must approve a change of these entries, sorted; empty when nobody must. */
    public List<String> changeRoles(Collection<RegistryKey> keys) {
        return stablePolicies()
                .filter(policy -> keys.stream().anyMatch(key -> TaskTypePattern.anyMatch(policy, key.name())))
                .flatMap(policy -> Stream.ofNullable(policy.change()).map(PolicyEntry.Gate::role))
                .distinct()
                .sorted()
                .toList();
    }

    /** The stable policies, sorted by name. */
    Stream<PolicyEntry> stablePolicies() {
        return policies.names().stream()
                .sorted()
                .flatMap(name -> policies.resolve(name, null, null) instanceof Resolution.Found<PolicyEntry> found
                        ? Stream.of(found.entry())
                        : Stream.empty());
    }

    /** The names of task types of which a version is executed by a process. */
    public Set<String> processTypes() {
        return tdes.versions().entrySet().stream()
                .filter(type -> type.getValue().values().stream().anyMatch(RegistrySnapshot::isProcess))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isProcess(TdeEntry entry) {
        return ExecutedProcess.of(entry).isPresent();
    }

    /** The queues of all known versions of task types, sorted; one that a process executes has none. */
    public List<String> taskQueues() {
        return tdes.versions().values().stream()
                .flatMap(versions -> versions.values().stream())
                .filter(entry -> !isProcess(entry))
                .map(TdeEntry::queue)
                .distinct()
                .sorted()
                .toList();
    }

    /** The same snapshot with one version more. */
    RegistrySnapshot with(RegistryItem item) {
        return new SnapshotBuilder(this).add(item).build();
    }

    Map<RegistryKey, RegistryItem> items() {
        return contents.items();
    }

    Shelf<ProcessEntry> processes() {
        return processes;
    }

    Shelf<TdeEntry> tdes() {
        return tdes;
    }

    Shelf<PolicyEntry> policies() {
        return policies;
    }
}
