package dev.trellis.registry;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.registry.RegistryItem;
import dev.trellis.contract.registry.RegistryKind;
import dev.trellis.contract.wire.JsonText;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Entries for tests. */
final class Entries {

    static final String SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    static EntryDraft draft(String document) {
        return EntryDraft.of(JsonText.parse(document));
    }

    static EntryDraft tde(String name, String version) {
        return draft("{\"kind\":\"tde\",\"name\":\"%s\",\"version\":\"%s\",\"adapter\":\"file\",\"ref\":\"copy\"}"
                .formatted(name, version));
    }

    static EntryDraft policy(String name, String version, String taskType, String rest) {
        return draft("{\"kind\":\"policy\",\"name\":\"%s\",\"version\":\"%s\",\"task_types\":[\"%s\"]%s}"
                .formatted(name, version, taskType, rest.isEmpty() ? "" : "," + rest));
    }

    static RegistryItem item(EntryDraft draft) {
        return new RegistryItem(draft.key(), draft.document(), draft.sha256(), Instant.EPOCH, "test");
    }

    /** A snapshot in which the given task types are there and the pointer shows the given version. */
    static RegistrySnapshot tdes(String name, String stable, String... versions) {
        List<RegistryItem> items =
                Arrays.stream(versions).map(version -> item(tde(name, version))).toList();
        return RegistrySnapshot.of(
                1, items, stable.isEmpty() ? Map.of() : Map.of(RegistryKind.TDE, Map.of(name, stable)));
    }

    /** A snapshot of stable policies. */
    static RegistrySnapshot policies(EntryDraft... drafts) {
        Map<String, String> stable = new java.util.HashMap<>();
        Arrays.stream(drafts)
                .forEach(draft -> stable.put(draft.key().name(), draft.key().version()));
        return RegistrySnapshot.of(
                1, Arrays.stream(drafts).map(Entries::item).toList(), Map.of(RegistryKind.POLICY, stable));
    }

    static Json json(String text) {
        return new Json(text.replace('\'', '"'));
    }

    private Entries() {}
}
