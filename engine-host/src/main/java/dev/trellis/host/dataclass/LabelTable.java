package dev.trellis.host.dataclass;

import dev.trellis.contract.task.DataClass;
import dev.trellis.host.flowable.EngineTransaction;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * The table {@code variable_label}: what is known of the variables of an instance. Labels grow and never shrink. A transaction reads
 * those of an instance once, and again after it has added some.
 */
public final class LabelTable {
    private final Handle sql;
    private final Known known;

    public LabelTable(EngineTransaction at) {
        this.sql = at.sql();
        this.known = at.own(Known.class, Known::new);
    }

    /** What a transaction has read. */
    private static final class Known {
        private final Map<String, Labels> ofInstances = new HashMap<>();
    }

    /** The labels of an instance. */
    public Labels of(String instanceId) {
        if (!known.ofInstances.containsKey(instanceId)) {
            readAhead(List.of(instanceId));
        }
        return known.ofInstances.getOrDefault(instanceId, Labels.NONE);
    }

    /** Reads the labels of several instances at once. */
    public void readAhead(Collection<String> instanceIds) {
        Map<String, Map<String, Set<DataClass>>> labels = new HashMap<>();
        instanceIds.forEach(id -> labels.put(id, new TreeMap<>()));
        sql.createQuery("select instance_id, name, classes from variable_label where instance_id = any(:ids)")
                .bind("ids", labels.keySet().toArray(String[]::new))
                .map((row, context) -> new Line(row.getString(1), row.getString(2), words(row.getArray(3))))
                .forEach(line -> labels.getOrDefault(line.instance(), new TreeMap<>())
                        .put(line.name(), Labels.classes(line.words())));
        labels.forEach((id, ofInstance) -> known.ofInstances.put(id, new Labels(ofInstance)));
    }

    private record Line(String instance, String name, List<String> words) {}

    private static List<String> words(java.sql.Array array) throws java.sql.SQLException {
        return Arrays.asList((String[]) array.getArray());
    }

    /** Adds classes to what is known. */
    public void add(String instanceId, Labels labels) {
        if (!labels.isEmpty()) {
            known.ofInstances.remove(instanceId);
        }
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
