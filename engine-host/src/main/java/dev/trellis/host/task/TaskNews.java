package dev.trellis.host.task;

import dev.trellis.contract.json.Json;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.task.TaskRow.Kind;
import dev.trellis.host.task.TaskRow.Place;
import java.util.LinkedHashMap;
import java.util.Map;

/** What events and the audit trail say of a task. */
public final class TaskNews {
    /** Task, element, type and attempt. */
    public static Map<String, Object> details(String id, Kind kind, int attempt) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("task", id);
        details.put("element", kind.element());
        details.put("task_type", kind.taskType());
        details.put("attempt", attempt);
        if (kind.loopIndex() != null) {
            details.put("loop_index", kind.loopIndex());
        }
        return details;
    }

    /** The details with the instance, as the data of an event. */
    public static Json data(Place place, Map<String, Object> details) {
        Map<String, Object> data = new LinkedHashMap<>(details);
        data.put("instance", place.instanceId());
        data.put("root_instance", place.rootId());
        return JsonValues.json(data);
    }

    private TaskNews() {}
}
