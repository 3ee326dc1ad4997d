package dev.trellis.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.registry.RegistryKey;
import dev.trellis.contract.registry.RegistryKind;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.Sha256;
import java.util.List;

/**
 * A version that somebody wants in a registry.
 *
 * @param key kind, name and version
 * @param document the entry in canonical form, its files named by content
 * @param sha256 of the document
 * @param source where it comes from, for messages
 * @param files contents that the document names; empty when they are in the artifact store already
 */
public record EntryDraft(RegistryKey key, Json document, String sha256, String source, List<DraftFile> files) {

    public EntryDraft {
        files = List.copyOf(files);
    }

    /**
     * Reads an entry that was sent as JSON.
     *
     * @throws dev.trellis.contract.wire.WireFormatException when kind, name or version is missing
     */
    public static EntryDraft of(JsonNode document) {
        JsonFields fields = JsonFields.of(document);
        RegistryKey key =
                new RegistryKey(fields.word("kind", RegistryKind.class), fields.text("name"), fields.text("version"));
        return of(key, document, key.toString(), List.of());
    }

    /** An entry whose key is known. */
    public static EntryDraft of(RegistryKey key, JsonNode document, String source, List<DraftFile> files) {
        String canonical = JsonText.canonical(document);
        return new EntryDraft(key, new Json(canonical), Sha256.hexOf(canonical), source, files);
    }
}
