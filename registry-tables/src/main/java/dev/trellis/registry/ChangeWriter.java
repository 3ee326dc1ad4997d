package dev.trellis.registry;

import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.port.RegistryStore;
import dev.trellis.contract.registry.RegistryItem;
import dev.trellis.contract.registry.RegistryKey;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.wire.RegistryJson;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The three steps of a change: validate, write versions, flip pointers. Each may be repeated: what is done already is left
 * alone.
 */
public final class ChangeWriter {

    /** The pointer that names resolve to. */
    public static final String STABLE = "stable";

    private final RegistryStore registry;
    private final ArtifactStore artifacts;
    private final ChangePlanner planner;
    private final InstantSource clock;

    public ChangeWriter(RegistryStore registry, ArtifactStore artifacts, InstantSource clock) {
        this.registry = registry;
        this.artifacts = artifacts;
        this.planner = new ChangePlanner(new EntryValidator(new SchemaCheck()));
        this.clock = clock;
    }

    /** The plan of a change as the registries are now; a file that is not in the artifact store is a problem. */
    public ChangePlan validate(List<EntryDraft> drafts) {
        ChangePlan plan = planner.plan(drafts, new RegistryCache(registry).current());
        if (!plan.problems().isEmpty()) {
            return plan;
        }
        List<Problem> problems = new ArrayList<>();
        drafts.forEach(draft -> missingFile(draft).ifPresent(problems::add));
        return new ChangePlan(plan.changes(), problems, plan.approvalRoles());
    }

    private Optional<Problem> missingFile(EntryDraft draft) {
        String uri =
                switch (draft.key().kind()) {
                    case PROCESS ->
                        RegistryJson.readProcess(draft.document()).bpmn().uri();
                    case TDE ->
                        RegistryJson.readTde(draft.document()).executor().ref().replaceFirst("#sha256=.*$", "");
                    case POLICY -> "";
                };
        return !uri.startsWith("s3://") || artifacts.exists(uri)
                ? Optional.empty()
                : Optional.of(new Problem(draft.source(), "$", "the file " + uri + " is not in the artifact store"));
    }

    /** Stores the files that drafts bring. */
    public List<ArtifactRef> upload(List<EntryDraft> drafts) {
        return drafts.stream()
                .flatMap(draft -> draft.files().stream())
                .map(file -> artifacts.put(file.key(), file.content()))
                .toList();
    }

    /**
     * Writes the versions that are not there yet.
     *
     * @return what became of each draft, in their order
     */
    public List<Written> write(List<EntryDraft> drafts, String createdBy) {
        return drafts.stream()
                .map(draft -> new Written(
                        draft.key(),
                        registry.put(new RegistryItem(
                                draft.key(), draft.document(), draft.sha256(), clock.instant(), createdBy))))
                .toList();
    }

    /**
     * Makes planned versions stable, each if its pointer still shows what the plan saw.
     *
     * @return what became of each change, in their order
     */
    public List<Flipped> flip(List<ChangePlan.Change> changes) {
        return changes.stream().map(this::flip).toList();
    }

    private Flipped flip(ChangePlan.Change change) {
        RegistryKey key = change.key();
        if (key.version().equals(pointer(key))) {
            return new Flipped(key, Flip.UNCHANGED, key.version());
        }
        boolean done = registry.flip(key.kind(), key.name(), STABLE, change.from(), key.version());
        return done ? new Flipped(key, Flip.FLIPPED, key.version()) : new Flipped(key, Flip.MOVED, pointer(key));
    }

    private @Nullable String pointer(RegistryKey key) {
        Map<String, String> pointers = registry.pointers(key.kind(), key.name());
        return pointers.get(STABLE);
    }

    /** What became of a draft. */
    public record Written(RegistryKey key, RegistryStore.Put result) {}

    /** What became of a pointer. */
    public enum Flip {
        FLIPPED,
        /** It showed the version already. */
        UNCHANGED,
        /** Somebody else moved it since the plan; nothing was changed. */
        MOVED
    }

    /**
     * What became of a pointer.
     *
     * @param now the version that it shows
     */
    public record Flipped(
            RegistryKey key, Flip result, @Nullable String now) {}
}
