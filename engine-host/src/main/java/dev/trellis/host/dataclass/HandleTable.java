package dev.trellis.host.dataclass;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.DataClass;
import dev.trellis.host.json.JsonValues;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code data_handle}: values that a task may pass on and not read. A handle is a text such as {@code
 * trellis-handle:…}; in the outputs of a task of the same call tree it becomes the value again.
 */
public final class HandleTable {
    private static final String PREFIX = "trellis-handle:";
    private static final Pattern HANDLE = Pattern.compile(Pattern.quote(PREFIX) + "[0-9A-Za-z-]{1,64}");

    private final Handle sql;

    public HandleTable(Handle sql) {
        this.sql = sql;
    }

    /** A value behind a handle. */
    public record Held(@Nullable Object value, Set<DataClass> classes) {}

    /**
     * Keeps a value.
     *
     * @param id that nobody can guess
     * @return its handle
     */
    public String keep(String id, String rootId, @Nullable Object value, Set<DataClass> classes) {
        sql.createUpdate("insert into data_handle (id, root_id, value, classes) values (:id, :root, :value, :classes)")
                .bind("id", id)
                .bind("root", rootId)
                .bind("value", JsonValues.text(java.util.Collections.singletonMap("value", value)))
                .bind("classes", Labels.words(classes).toArray(String[]::new))
                .execute();
        return PREFIX + id;
    }

    /** The values of the handles that stand in an object, at its top or deeper, by handle. */
    public Map<String, Held> behind(Object outputs, String rootId) {
        Set<String> named = new TreeSet<>();
        gather(outputs, named);
        Map<String, Held> held = new HashMap<>();
        if (!named.isEmpty()) {
            List<String> ids = named.stream()
                    .map(handle -> handle.substring(PREFIX.length()))
                    .toList();
            sql.createQuery("select id, value, classes from data_handle where root_id = :root and id = any(:ids)")
                    .bind("root", rootId)
                    .bind("ids", ids.toArray(String[]::new))
                    .map((row, context) -> Map.entry(
                            PREFIX + row.getString(1),
                            new Held(
                                    JsonValues.object(new Json(row.getString(2)))
                                            .get("value"),
                                    Labels.classes(Arrays.asList(
                                            (String[]) row.getArray(3).getArray())))))
                    .forEach(found -> held.put(found.getKey(), found.getValue()));
        }
        return held;
    }

    private static void gather(@Nullable Object value, Set<String> into) {
        switch (value) {
            case null -> {}
            case Map<?, ?> members -> members.values().forEach(member -> gather(member, into));
            case List<?> items -> items.forEach(item -> gather(item, into));
            case String text when HANDLE.matcher(text).matches() -> into.add(text);
            default -> {}
        }
    }
}
