package dev.trellis.host.task;

import dev.trellis.contract.task.DataClass;
import dev.trellis.host.dataclass.Labels;
import dev.trellis.registry.Clearance;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a task type gets to see of classified inputs. */
sealed interface Disclosure {
    /** All as values. */
    record Values() implements Disclosure {}

    /**
     * Some as handles.
     *
     * @param inputs which, with the classes of what stays behind
     */
    record Handles(Map<String, Set<DataClass>> inputs) implements Disclosure {}

    /**
     * Nothing.
     *
     * @param classes that it may neither see nor hand on
     */
    record Refused(Set<String> classes) implements Disclosure {}

    static Disclosure decide(Labels inputs, Clearance clearance) {
        Map<String, Set<DataClass>> handles = new TreeMap<>();
        Set<String> refused = new TreeSet<>();
        inputs.byName().forEach((name, classes) -> {
            if (clearance.sees(classes)) {
                return;
            }
            if (clearance.handles(classes)) {
                handles.put(name, classes);
            } else {
                refused.addAll(clearance.unseen(Labels.words(classes)));
            }
        });
        if (!refused.isEmpty()) {
            return new Refused(refused);
        }
        return handles.isEmpty() ? new Values() : new Handles(handles);
    }
}
