package dev.trellis.contract.task;

import dev.trellis.contract.json.Json;
import java.util.Objects;

/** A JSON document that travels inside a message, or beside it when it is large. */
public sealed interface Payload {
    /** Above this many UTF-8 bytes a document travels as a claim check; queues of older limits hold 256 KiB. */
    int INLINE_LIMIT_BYTES = 192 * 1024;

    /** An empty JSON object. */
    Payload EMPTY = new Inline(Json.EMPTY_OBJECT);

    /** The document itself. */
    record Inline(Json json) implements Payload {
        public Inline {
            Objects.requireNonNull(json, "json");
        }
    }

    /** Where the document is stored; the reference carries its sha256. */
    record ClaimCheck(ArtifactRef ref) implements Payload {
        public ClaimCheck {
            Objects.requireNonNull(ref.sha256(), "a claim check needs the sha256 of the document");
        }
    }
}
