package dev.trellis.host.dataclass;

import dev.trellis.contract.task.DataClass;
import dev.trellis.host.dataclass.HandleTable.Held;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Outputs in which handles are values again.
 *
 * @param labels what came back behind handles, by output
 */
public record Revealed(Map<String, @Nullable Object> outputs, Labels labels) {
    /** Puts values in place of the handles of a call tree; a text that is no handle of it stays. */
    public static Revealed of(Map<String, @Nullable Object> outputs, String rootId, HandleTable handles) {
        Map<String, Held> held = handles.behind(outputs, rootId);
        if (held.isEmpty()) {
            return new Revealed(outputs, Labels.NONE);
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        Map<String, Set<DataClass>> labels = new TreeMap<>();
        outputs.forEach((name, value) -> {
            Set<DataClass> classes = EnumSet.noneOf(DataClass.class);
            values.put(name, value(value, held, classes));
            labels.put(name, classes);
        });
        return new Revealed(values, new Labels(labels));
    }

    private static @Nullable Object value(@Nullable Object value, Map<String, Held> held, Set<DataClass> classes) {
        return switch (value) {
            case null -> null;
            case String text
            when held.get(text) instanceof Held found -> {
                classes.addAll(found.classes());
                yield found.value();
            }
            case List<?> items -> {
                List<@Nullable Object> revealed = new ArrayList<>();
                items.forEach(item -> revealed.add(value(item, held, classes)));
                yield revealed;
            }
            case Map<?, ?> members -> {
                Map<String, @Nullable Object> revealed = new LinkedHashMap<>();
                members.forEach((name, member) -> revealed.put(String.valueOf(name), value(member, held, classes)));
                yield revealed;
            }
            default -> value;
        };
    }
}
