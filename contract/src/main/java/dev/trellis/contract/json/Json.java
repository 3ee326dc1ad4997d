package dev.trellis.contract.json;

import java.util.Objects;

/**
 * A JSON document as text. The platform carries most documents through without looking into them, so it keeps them
 * as text; who needs the structure parses it with the codecs in {@code dev.trellis.contract.wire}.
 *
 * @param text one well-formed JSON value, UTF-8 encodable; well-formedness is checked where text enters the platform,
 *     not here
 */
public record Json(String text) {
    public static final Json NULL = new Json("null");
    public static final Json EMPTY_OBJECT = new Json("{}");

    public Json {
        Objects.requireNonNull(text, "text");
    }

    @Override
    public String toString() {
        return "Json[" + text.length() + " chars]";
    }
}
