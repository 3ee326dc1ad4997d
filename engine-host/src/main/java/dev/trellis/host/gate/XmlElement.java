package dev.trellis.host.gate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An element of the diagram's XML; names carry the usual prefix of their namespace, whatever prefix the file uses. */
final class XmlElement {

    private final String name;
    private final @Nullable XmlElement parent;
    private final int line;
    private final int column;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<XmlElement> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private boolean interrupted;
    private boolean plainText;
    private int sections;

    XmlElement(String name, @Nullable XmlElement parent, int line, int column) {
        this.name = name;
        this.parent = parent;
        this.line = line;
        this.column = column;
        if (parent != null) {
            parent.children.add(this);
        }
    }

    void put(String attribute, String value) {
        attributes.put(attribute, value);
    }

    void append(String characters) {
        plainText |= !characters.isBlank();
        text.append(characters);
    }

    /** Appends the characters of a CDATA section. */
    void appendSection(String characters) {
        sections++;
        text.append(characters);
    }

    /** Notes that a comment or processing instruction stands directly in this element. */
    void interrupt() {
        interrupted = true;
    }

    /** Whether the text stands in several pieces, which readers join differently, or take only the last of. */
    boolean hasSplitText() {
        boolean pieces = interrupted || sections > 1 || (sections == 1 && plainText);
        return pieces && !text.toString().isBlank();
    }

    String name() {
        return name;
    }

    boolean is(String expected) {
        return name.equals(expected);
    }

    @Nullable
    XmlElement parent() {
        return parent;
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }

    Map<String, String> attributes() {
        return Collections.unmodifiableMap(attributes);
    }

    /** The value of the first of these attributes that is there and not blank. */
    @Nullable
    String value(String... names) {
        for (String candidate : names) {
            String value = attributes.get(candidate);
            if (value != null && !value.isBlank()) {
                return value;
            }
        }
        return null;
    }

    String valueOr(String otherwise, String... names) {
        String value = value(names);
        return value == null ? otherwise : value;
    }

    @Nullable
    String id() {
        return value("id");
    }

    /** The id of this element or of the nearest one around it. */
    @Nullable
    String nearestId() {
        for (XmlElement element = this; element != null; element = element.parent) {
            if (element.id() != null) {
                return element.id();
            }
        }
        return null;
    }

    List<XmlElement> children() {
        return Collections.unmodifiableList(children);
    }

    Stream<XmlElement> children(String childName) {
        return children.stream().filter(child -> child.is(childName));
    }

    @Nullable
    XmlElement child(String childName) {
        return children(childName).findFirst().orElse(null);
    }

    /** The children of the extension elements. */
    List<XmlElement> extensions() {
        XmlElement extensions = child("bpmn:extensionElements");
        return extensions == null ? List.of() : extensions.children();
    }

    String text() {
        return text.toString();
    }

    /** Visits this element and all below it, in the order of the file. */
    void walk(Consumer<XmlElement> visitor) {
        visitor.accept(this);
        children.forEach(child -> child.walk(visitor));
    }

    @Override
    public String toString() {
        return name + "@" + line;
    }
}
