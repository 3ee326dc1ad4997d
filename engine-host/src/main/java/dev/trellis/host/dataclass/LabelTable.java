package dev.trellis.host.dataclass;

import dev.trellis.contract.task.DataClass;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** The table {@code variable_label}: what is known of the variables of an instance. Labels grow and never shrink. */
public final class LabelTable {
    private final Handle sql;

    public LabelTable(Handle sql) {
        this.sql = sql;
    }

    /** The labels of an instance. */
    public Labels of(String instanceId) {
        Map<String, Set<DataClass>> labels = new TreeMap<>();
        sql.createQuery("select name, classes from variable_label where instance_id = :id")
                .bind("id", instanceId)
                .map((row, context) -> Map.entry(row.getString(1), words(row.getArray(2))))
                .forEach(label -> labels.put(label.getKey(), Labels.classes(label.getValue())));
        return new Labels(labels);
    }

    private static List<String> words(java.sql.Array array) throws java.sql.SQLException {
        return Arrays.asList((String[]) array.getArray());
    }

    /** Adds classes to what is known. */
    public void add(String instanceId, Labels labels) {
        labels.byName().forEach((name, classes) -> sql.createUpdate(
                        "insert into variable_label as known (instance_id, name, classes) values (:id, :name, :classes)"
                                + " on conflict (instance_id, name) do update set classes = (select array_agg(distinct word)"
                                + " from unnest(known.classes || excluded.classes) as word)"
                                + " where not known.classes @> excluded.classes")
                .bind("id", instanceId)
                .bind("name", name)
                .bind("classes", Labels.words(classes).toArray(String[]::new))
                .execute());
    }
}
