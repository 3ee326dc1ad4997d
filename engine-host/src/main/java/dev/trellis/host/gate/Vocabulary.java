package dev.trellis.host.gate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The allow-list: which elements may stand where, with which attributes and texts. Read from a table. */
final class Vocabulary {

    /** The pseudo attribute of the table that stands for the text of an element. */
    static final String TEXT = "#text";

    private static final Vocabulary INSTANCE = new Vocabulary();

    private final Map<String, Set<String>> groups = new HashMap<>();
    private final Map<String, Map<String, ValueKind>> attributeGroups = new HashMap<>();
    private final Map<String, Entry> entries = new HashMap<>();

    private Vocabulary() {
        VocabularyTable.GROUPS.lines().forEach(this::addGroup);
        VocabularyTable.ATTRIBUTES.lines().forEach(this::addAttributeGroup);
        (VocabularyTable.PROCESS + VocabularyTable.EXTENSIONS + VocabularyTable.DIAGRAM)
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(this::allow);
    }

    static Vocabulary get() {
        return INSTANCE;
    }

    /** What may be said of an element of this name; null for an element that is not allowed anywhere. */
    @Nullable
    Entry entry(String element) {
        return entries.get(element);
    }

    /** The names of the allowed elements. */
    Set<String> elements() {
        return Set.copyOf(entries.keySet());
    }

    /** The members of a group of the table, such as {@code NODE}. */
    static Set<String> members(String group) {
        return Set.copyOf(INSTANCE.groups.getOrDefault(group, Set.of()));
    }

    /**
     * An allowed element.
     *
     * @param parents where it may stand; {@code ext/x} for the extension elements of x
     * @param attributes its attributes with the kind of their values
     */
    record Entry(Set<String> parents, Map<String, ValueKind> attributes) {

        @Nullable
        ValueKind text() {
            return attributes.get(TEXT);
        }
    }

    private void addGroup(String line) {
        String[] parts = line.split("=", 2);
        groups.put(parts[0].strip(), expanded(parts[1]));
    }

    private void addAttributeGroup(String line) {
        String[] parts = line.split(":", 2);
        attributeGroups.put(parts[0].strip(), attributes(parts[1]));
    }

    private void allow(String line) {
        String[] parts = line.split(" \\| ", 3);
        Entry added = new Entry(expanded(parts[1]), attributes(parts.length < 3 ? "" : parts[2]));
        for (String name : expanded(parts[0])) {
            entries.merge(name, added, Vocabulary::merged);
        }
    }

    private static Entry merged(Entry one, Entry other) {
        Set<String> parents = new HashSet<>(one.parents());
        parents.addAll(other.parents());
        Map<String, ValueKind> attributes = new HashMap<>(one.attributes());
        attributes.putAll(other.attributes());
        return new Entry(parents, attributes);
    }

    private Set<String> expanded(String names) {
        Set<String> result = new LinkedHashSet<>();
        for (String name : words(names)) {
            boolean extension = name.startsWith("ext/");
            String plain = extension ? name.substring("ext/".length()) : name;
            for (String member : groups.getOrDefault(plain, Set.of(plain))) {
                result.add(extension ? "ext/" + member : member);
            }
        }
        return result;
    }

    private Map<String, ValueKind> attributes(String declared) {
        Map<String, ValueKind> result = new HashMap<>();
        for (String word : words(declared)) {
            if (word.startsWith("@")) {
                result.putAll(attributeGroups.getOrDefault(word, Map.of()));
            } else {
                String[] parts = word.split("=", 2);
                result.put(parts[0], ValueKind.named(parts[1]));
            }
        }
        return result;
    }

    private static Iterable<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+"))
                .filter(w -> !w.isEmpty())
                .toList();
    }
}
