package dev.trellis.registry.files;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.wire.JsonText;
import java.util.Optional;

/** A JSON file that may be an entry. */
final class JsonEntry {

    /** The tree of an entry; empty when the file has no {@code kind} and so is something else. */
    static Optional<JsonNode> parse(String text) {
        JsonNode tree = JsonText.parse(text);
        return tree.has("kind") ? Optional.of(tree) : Optional.empty();
    }

    private JsonEntry() {}
}
