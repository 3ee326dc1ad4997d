package dev.trellis.host.gate;

import org.jspecify.annotations.Nullable;

/**
 * An element of an accepted diagram.
 *
 * @param id unique in its file
 * @param name what its author calls it, possibly a text with expressions
 * @param line where it begins, from 1
 */
public record ElementRef(String id, @Nullable String name, int line) {

    static ElementRef of(XmlElement element) {
        return new ElementRef(element.valueOr("", "id"), element.value("name"), element.line());
    }
}
