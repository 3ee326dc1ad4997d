package dev.trellis.host.definition;

import dev.trellis.contract.json.Json;
import dev.trellis.host.json.JsonValues;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The versions to which an instance is pinned at its start; the instances that it calls share them.
 *
 * @param tasks by task type, or by {@code type@range} where the author names a range
 * @param calls versions of called processes, by name
 * @param dataClasses of the variables of called processes, by process and variable
 */
public record LockFile(
        Map<String, Pin> tasks, Map<String, String> calls, Map<String, Map<String, String>> dataClasses) {
    public LockFile {
        tasks = Map.copyOf(tasks);
        calls = Map.copyOf(calls);
        dataClasses = Map.copyOf(dataClasses);
    }

    static String key(String taskType, @Nullable String range) {
        return range == null ? taskType : taskType + "@" + range;
    }

    static String name(String key) {
        int at = key.indexOf('@');
        return at < 0 ? key : key.substring(0, at);
    }

    static @Nullable String range(String key) {
        int at = key.indexOf('@');
        return at < 0 ? null : key.substring(at + 1);
    }

    /** The pin of a task type; empty for one that was not known when the instance started. */
    public Optional<Pin> task(String taskType, @Nullable String range) {
        return Optional.ofNullable(tasks.get(key(taskType, range)));
    }

    /** The stored form. */
    public Json toJson() {
        Map<String, Object> pins = new TreeMap<>();
        tasks.forEach((type, pin) -> pins.put(type, pin.toMap()));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("tasks", pins);
        document.put("calls", new TreeMap<>(calls));
        if (!dataClasses.isEmpty()) {
            document.put("data_classes", new TreeMap<>(dataClasses));
        }
        return JsonValues.json(document);
    }

    /** Reads the stored form. */
    public static LockFile of(Json json) {
        Map<String, @Nullable Object> document = JsonValues.object(json);
        Map<String, Pin> tasks = new TreeMap<>();
        if (document.get("tasks") instanceof Map<?, ?> pins) {
            pins.forEach((type, pin) -> {
                if (pin instanceof Map<?, ?> members) {
                    tasks.put(String.valueOf(type), Pin.of(members));
                }
            });
        }
        Map<String, Map<String, String>> dataClasses = new TreeMap<>();
        if (document.get("data_classes") instanceof Map<?, ?> processes) {
            processes.forEach((name, classes) -> dataClasses.put(String.valueOf(name), JsonValues.stringMap(classes)));
        }
        return new LockFile(tasks, JsonValues.stringMap(document.get("calls")), dataClasses);
    }
}
