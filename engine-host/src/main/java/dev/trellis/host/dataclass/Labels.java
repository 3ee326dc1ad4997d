package dev.trellis.host.dataclass;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.DataClass;
import dev.trellis.host.json.JsonValues;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which named values hold data of which classes; what is not named holds none that matters.
 *
 * @param byName no empty sets
 */
public record Labels(Map<String, Set<DataClass>> byName) {
    public static final Labels NONE = new Labels(Map.of());

    public Labels {
        Map<String, Set<DataClass>> copy = new TreeMap<>();
        byName.forEach((name, classes) -> {
            if (!classes.isEmpty()) {
                copy.put(name, Set.copyOf(classes));
            }
        });
        byName = Map.copyOf(copy);
    }

    /** Labels as authors write them: one word for each name; words that are no classes are left out. */
    public static Labels declared(Map<String, String> words) {
        Map<String, Set<DataClass>> labels = new TreeMap<>();
        words.forEach((name, word) -> labels.put(name, classes(List.of(word))));
        return new Labels(labels);
    }

    /** Reads the stored form, {@code {"name": ["class"]}}; null gives none. */
    static Labels of(@Nullable Object stored) {
        Map<String, Set<DataClass>> labels = new TreeMap<>();
        if (stored instanceof Map<?, ?> members) {
            members.forEach((name, words) -> labels.put(String.valueOf(name), classes(JsonValues.strings(words))));
        }
        return new Labels(labels);
    }

    /** Reads the stored form as text; null gives none. */
    public static Labels of(@Nullable String stored) {
        return stored == null ? NONE : of(JsonValues.object(new Json(stored)));
    }

    Map<String, Object> toMap() {
        Map<String, Object> members = new TreeMap<>();
        byName.forEach((name, classes) -> members.put(name, words(classes)));
        return members;
    }

    public boolean isEmpty() {
        return byName.isEmpty();
    }

    public Set<DataClass> of(Collection<String> names) {
        Set<DataClass> classes = EnumSet.noneOf(DataClass.class);
        names.forEach(name -> classes.addAll(byName.getOrDefault(name, Set.of())));
        return classes;
    }

    /** All classes. */
    public Set<DataClass> all() {
        return of(byName.keySet());
    }

    /** The words of classes, the least sensitive first. */
    public static List<String> words(Set<DataClass> classes) {
        return classes.stream().sorted().map(DataClass::word).toList();
    }

    static Set<DataClass> classes(Collection<String> words) {
        Set<DataClass> classes = EnumSet.noneOf(DataClass.class);
        words.forEach(word -> DataClass.of(word).ifPresent(classes::add));
        return classes;
    }
}
