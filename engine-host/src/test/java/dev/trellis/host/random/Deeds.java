package dev.trellis.host.random;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was done in a scope and can be undone, in the order of its completion. */
final class Deeds {
    private final List<Deed> done = new ArrayList<>();

    /**
     * One completed task.
     *
     * @param undo the task that undoes it
     * @param inputs what that one gets, as the variables were then
     * @param within the sub-processes that held it and are completed
     */
    record Deed(String task, Work.Task undo, Map<String, @Nullable Object> inputs, Set<String> within) {
        boolean isOf(@Nullable String activity) {
            return activity == null || activity.equals(task) || within.contains(activity);
        }
    }

    void add(Work.Task task, Frame frame) {
        Work.Task undo = task.undo();
        if (undo != null) {
            done.add(new Deed(task.id(), undo, frame.pick(undo.inputs()), new HashSet<>()));
        }
    }

    /** Takes over what was done in a sub-process. */
    void take(String sub, Deeds inside) {
        inside.done.forEach(deed -> deed.within().add(sub));
        done.addAll(inside.done);
        inside.done.clear();
    }

    /** What is to be undone of an activity, or of all, the last first; it is undone once. */
    List<Deed> undo(@Nullable String activity) {
        List<Deed> due =
                done.stream().filter(deed -> deed.isOf(activity)).toList().reversed();
        done.removeAll(due);
        return due;
    }
}
