package dev.trellis.host.random;

import dev.trellis.host.random.Block.Activity;
import dev.trellis.host.random.Block.Boundary;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A process of a seed, with its parts by the ids that they have in the diagram. */
record RandomProcess(
        long seed,
        Block body,
        boolean undoneAtEnd,
        Map<String, Activity> activities,
        Map<String, Boundary> boundaries) {
    static RandomProcess of(long seed) {
        ProcessGenerator generator = new ProcessGenerator(seed);
        Block body = generator.body();
        Map<String, Activity> activities = new HashMap<>();
        Map<String, Boundary> boundaries = new HashMap<>();
        index(body, activities, boundaries);
        return new RandomProcess(seed, body, generator.undoneAtEnd(), activities, boundaries);
    }

    /** The task of an element; of a handler too. */
    Work.Task task(String element) {
        if (element.startsWith(Work.UNDO)) {
            return Objects.requireNonNull(
                    task(element.substring(Work.UNDO.length())).undo(), element);
        }
        Activity activity = activities.get(element);
        if (activity != null && activity.work() instanceof Work.Task task) {
            return task;
        }
        throw new IllegalArgumentException("no task: " + element);
    }

    /** The timer of a boundary event. */
    Block.Trigger.OnTimer timer(String element) {
        Boundary boundary = boundaries.get(element);
        if (boundary != null && boundary.trigger() instanceof Block.Trigger.OnTimer timer) {
            return timer;
        }
        throw new IllegalArgumentException("no timer: " + element);
    }

    /** Its name in the registry. */
    String key() {
        return "random.p" + seed;
    }

    private static void index(Block block, Map<String, Activity> activities, Map<String, Boundary> boundaries) {
        switch (block) {
            case Block.Nothing nothing -> {}
            case Block.Undo undo -> {}
            case Block.Sequence sequence -> sequence.parts().forEach(part -> index(part, activities, boundaries));
            case Block.Exclusive choice -> {
                choice.branches().forEach(branch -> index(branch.then(), activities, boundaries));
                index(choice.otherwise(), activities, boundaries);
            }
            case Block.Parallel all -> all.branches().forEach(branch -> index(branch, activities, boundaries));
            case Block.Inclusive some -> {
                some.branches().forEach(branch -> index(branch.then(), activities, boundaries));
                index(some.otherwise(), activities, boundaries);
            }
            case Block.Repeat repeat -> index(repeat.body(), activities, boundaries);
            case Activity activity -> index(activity, activities, boundaries);
        }
    }

    private static void index(Activity activity, Map<String, Activity> activities, Map<String, Boundary> boundaries) {
        activities.put(activity.id(), activity);
        if (activity.work() instanceof Work.Sub sub) {
            index(sub.body(), activities, boundaries);
        }
        for (Boundary boundary : activity.boundaries()) {
            boundaries.put(boundary.id(), boundary);
            index(boundary.handler(), activities, boundaries);
        }
    }
}
