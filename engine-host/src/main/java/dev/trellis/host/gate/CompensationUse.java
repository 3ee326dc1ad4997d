package dev.trellis.host.gate;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a process says about compensation.
 *
 * @param handlers the tasks that undo others, by the task that each undoes
 * @param within the tasks in each embedded sub-process, at any depth
 */
public record CompensationUse(Map<String, String> handlers, Map<String, Set<String>> within) {

    public CompensationUse {
        handlers = Collections.unmodifiableMap(new LinkedHashMap<>(handlers));
        within = Map.copyOf(within);
    }

    static CompensationUse of(Diagram diagram) {
        Map<String, String> handlers = new LinkedHashMap<>();
        for (XmlElement event : CompensationRule.boundaries(diagram)) {
            for (XmlElement handler : CompensationRule.handlers(diagram, event)) {
                handlers.put(event.valueOr("", "attachedToRef"), handler.valueOr("", "id"));
            }
        }
        Map<String, Set<String>> within = new HashMap<>();
        for (XmlElement task : diagram.running("bpmn:serviceTask", "bpmn:sendTask")) {
            for (XmlElement around = task.parent(); around != null; around = around.parent()) {
                if (around.is("bpmn:subProcess")) {
                    within.computeIfAbsent(around.valueOr("", "id"), id -> new TreeSet<>())
                            .add(task.valueOr("", "id"));
                }
            }
        }
        return new CompensationUse(handlers, within);
    }

    /** Whether a task runs only to undo another one. */
    public boolean isHandler(String element) {
        return handlers.containsValue(element);
    }

    /** The tasks that are meant when an activity is to be undone: itself, or those in the sub-process. */
    public Set<String> tasksOf(String activity) {
        return within.getOrDefault(activity, Set.of(activity));
    }
}
