package dev.trellis.host.dataclass;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.DataClass;
import dev.trellis.host.json.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What people are shown in place of classified values: a mark with the classes, for example {@code [pii]}. */
public final class Redaction {
    /** A shorter text would turn up in messages by chance. */
    private static final int SHORTEST = 4;

    private Redaction() {}

    /** An object with marks in place of what its labels hide. */
    public static Map<String, @Nullable Object> of(Map<String, @Nullable Object> values, Labels labels) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>(values);
        labels.byName().forEach((name, classes) -> {
            if (hidden(classes) && shown.get(name) != null) {
                shown.put(name, mark(classes));
            }
        });
        return shown;
    }

    /** A document with marks in place of what its labels hide. */
    public static Json of(Json document, Labels labels) {
        return labels.isEmpty() ? document : JsonValues.json(of(JsonValues.object(document), labels));
    }

    /** A message of an executor without the hidden values that it was given. */
    public static String scrub(String message, Json inputs, Labels labels) {
        String scrubbed = message;
        Map<String, @Nullable Object> values = JsonValues.object(inputs);
        for (Map.Entry<String, Set<DataClass>> label : labels.byName().entrySet()) {
            if (hidden(label.getValue())) {
                List<String> texts = new ArrayList<>();
                gather(values.get(label.getKey()), texts);
                for (String text : texts) {
                    scrubbed = scrubbed.replace(text, mark(label.getValue()));
                }
            }
        }
        return scrubbed;
    }

    private static void gather(@Nullable Object value, List<String> into) {
        switch (value) {
            case null -> {}
            case Map<?, ?> members -> members.values().forEach(member -> gather(member, into));
            case List<?> items -> items.forEach(item -> gather(item, into));
            case Boolean flag -> {}
            default -> {
                String text = value.toString();
                if (text.length() >= SHORTEST) {
                    into.add(text);
                }
            }
        }
    }

    private static boolean hidden(Set<DataClass> classes) {
        return classes.stream().anyMatch(DataClass::isRedacted);
    }

    private static String mark(Set<DataClass> classes) {
        return classes.stream()
                .filter(DataClass::isRedacted)
                .sorted()
                .map(DataClass::word)
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
