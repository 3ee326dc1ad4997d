package dev.trellis.registry;

import dev.trellis.contract.registry.PolicyEntry;
import dev.trellis.contract.registry.RegistryKind;
import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.contract.task.DataClass;
import dev.trellis.contract.wire.RegistryJson;
import dev.trellis.contract.wire.WireFormatException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether the task types of a change may have the data and the capabilities that they declare, under the policies as they are after it. */
final class ClearanceCheck {
    private final List<EntryDraft> drafts;
    private final Collection<PolicyEntry> policies;

    ClearanceCheck(List<EntryDraft> drafts, RegistrySnapshot snapshot) {
        this.drafts = drafts;
        Map<String, PolicyEntry> after = new TreeMap<>();
        snapshot.stablePolicies().forEach(policy -> after.put(policy.name(), policy));
        of(RegistryKind.POLICY, drafts).forEach(draft -> read(draft, after));
        this.policies = after.values();
    }

    private static List<EntryDraft> of(RegistryKind kind, List<EntryDraft> drafts) {
        return drafts.stream().filter(draft -> draft.key().kind() == kind).toList();
    }

    /** What cannot be read is the validator's complaint. */
    private static void read(EntryDraft draft, Map<String, PolicyEntry> into) {
        try {
            PolicyEntry policy = RegistryJson.readPolicy(draft.document());
            into.put(policy.name(), policy);
        } catch (WireFormatException unreadable) {
            into.remove(draft.key().name());
        }
    }

    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        for (EntryDraft draft : of(RegistryKind.TDE, drafts)) {
            try {
                check(draft.source(), RegistryJson.readTde(draft.document()), problems);
            } catch (WireFormatException unreadable) {
                continue; // the validator says it
            }
        }
        return problems;
    }

    private void check(String source, TdeEntry entry, List<Problem> problems) {
        EffectivePolicy policy = EffectivePolicy.merge(entry.executor().taskType(), policies);
        List<String> refused = Provision.refused(entry, policy);
        if (!refused.isEmpty()) {
            problems.add(new Problem(
                    source,
                    "$.capabilities",
                    String.join(", ", refused) + " is more than guard_rails.capabilities.allow lets "
                            + entry.executor().taskType() + " have" + sources(policy)));
        }
        Set<DataClass> declared = Clearance.classes(entry.dataClasses());
        Set<DataClass> beyond = without(declared, Clearance.allowed(entry, policy));
        if (!beyond.isEmpty()) {
            problems.add(new Problem(
                    source,
                    "$.data_classes",
                    words(beyond) + " may not be seen by " + entry.executor().taskType()
                            + "; a policy's guard_rails.data.see must allow it" + sources(policy)));
        }
        Clearance clearance = Clearance.of(entry, policy);
        undeclared(ClassAnnotations.of(entry.schemas().input()), declared)
                .filter(classes -> !clearance.handles(classes))
                .map(classes -> undeclared(source, "$.input_schema", classes))
                .ifPresent(problems::add);
        undeclared(ClassAnnotations.of(entry.schemas().output()), declared)
                .map(classes -> undeclared(source, "$.output_schema", classes))
                .ifPresent(problems::add);
    }

    private static Optional<Set<DataClass>> undeclared(ClassAnnotations annotations, Set<DataClass> declared) {
        Set<DataClass> missing = without(annotations.all(), declared);
        missing.remove(DataClass.PUBLIC);
        return missing.isEmpty() ? Optional.empty() : Optional.of(missing);
    }

    private static Problem undeclared(String source, String path, Set<DataClass> classes) {
        return new Problem(
                source, path, "speaks of " + words(classes) + " data, which data_classes of the entry do not name");
    }

    private static Set<DataClass> without(Set<DataClass> classes, Set<DataClass> others) {
        Set<DataClass> rest = EnumSet.noneOf(DataClass.class);
        rest.addAll(classes);
        rest.removeAll(others);
        return rest;
    }

    private static String words(Set<DataClass> classes) {
        return classes.stream().map(DataClass::word).collect(Collectors.joining(", "));
    }

    private static String sources(EffectivePolicy policy) {
        return policy.sources().isEmpty() ? "" : "; spoke so far: " + String.join(", ", policy.sources());
    }
}
