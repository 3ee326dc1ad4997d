package dev.trellis.host.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.registry.DraftFile;
import dev.trellis.registry.EntryDraft;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/**
 * A change of the registries.
 *
 * @param drafts the entries, with files named by content
 * @param files contents that the entries name and that may not be stored yet
 */
public record ChangeBody(List<EntryDraft> drafts, List<DraftFile> files) implements RequestBody {
    public ChangeBody {
        drafts = List.copyOf(drafts);
        files = List.copyOf(files);
    }

    static ChangeBody read(JsonFields fields) {
        ChangeBody body =
                new ChangeBody(fields.list("entries", ChangeBody::draft), fields.list("files", ChangeBody::file));
        if (body.drafts.isEmpty()) {
            throw new WireFormatException("$.entries", "missing; expected at least one registry entry");
        }
        return body;
    }

    private static EntryDraft draft(String path, JsonNode entry) {
        JsonFields.at(path, entry);
        try {
            return EntryDraft.of(entry);
        } catch (WireFormatException wrong) {
            throw new WireFormatException(path + wrong.path().substring(1), wrong.problem());
        }
    }

    private static DraftFile file(String path, JsonNode value) {
        JsonFields fields = JsonFields.at(path, value);
        String name = Path.of(fields.text("path")).getFileName().toString();
        try {
            byte[] content = Base64.getDecoder().decode(fields.text("base64"));
            fields.refuseRest();
            return new DraftFile(name, content);
        } catch (IllegalArgumentException notBase64) {
            throw new WireFormatException(fields.pathOf("base64"), "not Base64: " + notBase64.getMessage());
        }
    }
}
