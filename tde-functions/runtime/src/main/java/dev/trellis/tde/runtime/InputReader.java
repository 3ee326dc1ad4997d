package dev.trellis.tde.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.WireFormatException;
import java.nio.charset.StandardCharsets;

/** Reads the inputs of a request, wherever they are. */
final class InputReader {
    /** Larger documents belong in artifacts. */
    static final long DEFAULT_MAX_BYTES = 16L * 1024 * 1024;

    private final TaskFiles files;

    InputReader(TaskFiles files) {
        this.files = files;
    }

    ObjectNode read(Payload payload, long maxBytes) throws TaskFailedException {
        byte[] utf8 =
                switch (payload) {
                    case Payload.Inline inline -> inline.json().text().getBytes(StandardCharsets.UTF_8);
                    case Payload.ClaimCheck check -> files.bytes(check.ref(), maxBytes);
                };
        if (utf8.length > maxBytes) {
            throw TaskFailedException.permanent(
                    "payload_too_large", "the inputs take %d bytes; %d are allowed".formatted(utf8.length, maxBytes));
        }
        return object(utf8);
    }

    private static ObjectNode object(byte[] utf8) throws TaskFailedException {
        try {
            JsonNode tree = JsonText.parse(utf8);
            if (tree instanceof ObjectNode object) {
                return object;
            }
        } catch (WireFormatException broken) {
            throw TaskFailedException.permanent("invalid_input", "the inputs " + broken.getMessage(), broken);
        }
        throw TaskFailedException.permanent("invalid_input", "the inputs must be a JSON object");
    }
}
