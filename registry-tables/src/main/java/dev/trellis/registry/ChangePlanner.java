package dev.trellis.registry;

import dev.trellis.contract.registry.RegistryItem;
import dev.trellis.contract.registry.RegistryKey;
import dev.trellis.contract.registry.RegistryKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares drafts with what is there; a pure function. */
public final class ChangePlanner {

    /** Policies, then task types, then processes: nothing becomes stable before what it needs. */
    private static final Comparator<ChangePlan.Change> ORDER = Comparator.comparing(
                    (ChangePlan.Change change) -> change.key().kind())
            .reversed()
            .thenComparing(change -> change.key().name())
            .thenComparing(change -> change.key().version());

    private final EntryValidator validator;

    public ChangePlanner(EntryValidator validator) {
        this.validator = validator;
    }

    /** What applying the drafts would do now. */
    public ChangePlan plan(List<EntryDraft> drafts, RegistrySnapshot snapshot) {
        List<Problem> problems = new ArrayList<>();
        List<ChangePlan.Change> changes = new ArrayList<>();
        drafts.forEach(draft -> problems.addAll(validator.problems(draft)));
        problems.addAll(twice(drafts));
        problems.addAll(new ClearanceCheck(drafts, snapshot).problems());
        for (EntryDraft draft : drafts) {
            if (problems.stream().noneMatch(problem -> problem.source().equals(draft.source()))) {
                ChangePlan.Change change = compare(draft, snapshot);
                changes.add(change);
                if (change.action() == ChangePlan.Action.CONFLICT) {
                    problems.add(new Problem(
                            draft.source(),
                            "$.version",
                            draft.key()
                                    + " is there with another content and a version never changes; raise the version"));
                }
            }
        }
        changes.sort(ORDER);
        List<RegistryKey> moved = changes.stream()
                .filter(change -> change.action() != ChangePlan.Action.UNCHANGED)
                .map(ChangePlan.Change::key)
                .toList();
        return new ChangePlan(changes, problems, snapshot.changeRoles(moved));
    }

    private static ChangePlan.Change compare(EntryDraft draft, RegistrySnapshot snapshot) {
        RegistryKey key = draft.key();
        Optional<RegistryItem> there = snapshot.item(key);
        Optional<String> stable = snapshot.stable(key.kind(), key.name());
        ChangePlan.Action action;
        if (there.isEmpty()) {
            action = ChangePlan.Action.CREATE;
        } else if (!there.get().sha256().equals(draft.sha256())) {
            action = ChangePlan.Action.CONFLICT;
        } else {
            action = stable.equals(Optional.of(key.version())) ? ChangePlan.Action.UNCHANGED : ChangePlan.Action.FLIP;
        }
        return new ChangePlan.Change(key, action, stable.orElse(null), draft.sha256());
    }

    /** Two drafts of one name cannot both become stable. */
    private static List<Problem> twice(List<EntryDraft> drafts) {
        record Name(RegistryKind kind, String name) {}
        Map<Name, EntryDraft> first = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (EntryDraft draft : drafts) {
            EntryDraft before =
                    first.putIfAbsent(new Name(draft.key().kind(), draft.key().name()), draft);
            if (before != null) {
                problems.add(new Problem(
                        draft.source(),
                        "$.name",
                        draft.key().name() + " stands in " + before.source() + " too; apply one version at a time"));
            }
        }
        return problems;
    }
}
