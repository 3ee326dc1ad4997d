package dev.trellis.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.registry.RegistryKey;
import dev.trellis.contract.registry.RegistryKind;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.JsonText;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What applying drafts would do.
 *
 * @param changes one per draft without problems: policies, then task types, then processes, each by name
 * @param problems why it cannot be done; empty when it can
 * @param approvalRoles roles that must approve it, sorted; empty when nobody must
 */
public record ChangePlan(List<Change> changes, List<Problem> problems, List<String> approvalRoles) {

    public ChangePlan {
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
        approvalRoles = List.copyOf(approvalRoles);
    }

    /** Whether something would become different. */
    public boolean changesAnything() {
        return changes.stream().anyMatch(change -> change.action() != Action.UNCHANGED);
    }

    /** What becomes of one draft. */
    public enum Action {
        /** The version is written and becomes stable. */
        CREATE,
        /** The version is there with this content and becomes stable. */
        FLIP,
        /** The version is there with this content and is stable. */
        UNCHANGED,
        /** The version is there with another content: raise the version. */
        CONFLICT
    }

    /**
     * What becomes of one draft.
     *
     * @param from the version that is stable now, null when none is
     * @param sha256 of the draft's document
     */
    public record Change(
            RegistryKey key, Action action, @Nullable String from, String sha256) {

        /** Reads a change from the members of an object. */
        public static Change read(String path, JsonNode value) {
            JsonFields fields = JsonFields.at(path, value);
            return new Change(
                    new RegistryKey(
                            fields.word("kind", RegistryKind.class), fields.text("name"), fields.text("version")),
                    fields.word("action", Action.class),
                    fields.optionalText("from"),
                    fields.text("sha256"));
        }

        ObjectNode tree() {
            ObjectNode out = JsonText.object()
                    .put("kind", key.kind().word())
                    .put("name", key.name())
                    .put("version", key.version())
                    .put("action", action.name().toLowerCase(Locale.ROOT))
                    .put("sha256", sha256);
            if (from != null) {
                out.put("from", from);
            }
            return out;
        }
    }

    /**
     * The JSON form: {@code {"changes": [{kind, name, version, action, from?, sha256}], "problems": [{source, path,
     * message}], "approval_roles": […]}}.
     */
    public ObjectNode tree() {
        ObjectNode out = JsonText.object();
        ArrayNode changed = out.putArray("changes");
        changes.forEach(change -> changed.add(change.tree()));
        ArrayNode wrong = out.putArray("problems");
        problems.forEach(problem -> wrong.addObject()
                .put("source", problem.source())
                .put("path", problem.path())
                .put("message", problem.message()));
        out.set("approval_roles", JsonText.array(approvalRoles));
        return out;
    }
}
