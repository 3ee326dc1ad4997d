package dev.trellis.host.outcome;

import dev.trellis.host.dataclass.LabelTable;
import dev.trellis.host.db.Locks;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.task.TaskRow;
import dev.trellis.host.task.TaskTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tasks of a batch: locked, and what the engine will ask for about them read at once. */
final class BatchTasks {
    private final EngineTransaction at;
    private final Absorption absorption;

    BatchTasks(EngineTransaction at, Absorption absorption) {
        this.at = at;
        this.absorption = absorption;
    }

    /** Locks instances in the order of their ids, then tasks; returns the tasks that there are, by their ids. */
    Map<String, TaskRow> lock(List<Received> batch) {
        List<String> ids = batch.stream()
                .map(received -> received.key().taskId())
                .distinct()
                .toList();
        List<String> roots = at.sql()
                .createQuery("select distinct root_id from task where id = any(:ids)")
                .bind("ids", ids.toArray(String[]::new))
                .mapTo(String.class)
                .list();
        Locks.instances(at.sql(), roots);
        Map<String, TaskRow> rows = new LinkedHashMap<>();
        new TaskTable(at.sql()).lock(ids).forEach(row -> rows.put(row.id(), row));
        absorption.absorb(ids, at).forEach(id -> rows.computeIfPresent(id, (same, row) -> row.queued()));
        if (!rows.isEmpty()) {
            readAhead(rows.values().stream().map(TaskRow::place).toList());
        }
        return rows;
    }

    private void readAhead(List<TaskRow.Place> places) {
        List<String> instances = places.stream().map(TaskRow.Place::instanceId).toList();
        new LabelTable(at).readAhead(instances);
        at.waiting().readAhead(places.stream().map(TaskRow.Place::executionId).toList(), instances);
    }
}
