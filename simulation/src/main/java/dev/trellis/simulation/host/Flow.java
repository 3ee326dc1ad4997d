package dev.trellis.simulation.host;

import dev.trellis.simulation.schedule.Chance;
import java.util.ArrayList;
import java.util.List;

/**
 * What a process model says of its tasks: which follow which. A step begins once all before it are done.
 *
 * @param steps in an order in which each comes after those that it follows
 */
public record Flow(List<Step> steps) {
    /** The step of a task that belongs to no flow. */
    static final Step NO_STEP = new Step(TaskType.PURE, List.of(), false, 0);

    /**
     * One service task.
     *
     * @param after indices of the steps that must be done before
     * @param catches whether an error event at its boundary goes on where the task would have
     * @param timerSeconds when an interrupting timer at its boundary takes the task back; 0 for none
     */
    public record Step(TaskType type, List<Integer> after, boolean catches, int timerSeconds) {}

    /** Draws a chain, or a fork and its join, with a step before and a step after. */
    public static Flow draw(Chance chance, int mostTimers) {
        List<Step> steps = new ArrayList<>();
        if (chance.permille(500)) {
            int length = chance.between(1, 4);
            for (int i = 0; i < length; i++) {
                steps.add(step(chance, i == 0 ? List.of() : List.of(i - 1), mostTimers));
            }
        } else {
            int width = chance.between(2, 4);
            List<Integer> branches = new ArrayList<>();
            steps.add(step(chance, List.of(), mostTimers));
            for (int i = 0; i < width; i++) {
                branches.add(steps.size());
                steps.add(step(chance, List.of(0), mostTimers));
            }
            steps.add(step(chance, branches, mostTimers));
        }
        return new Flow(List.copyOf(steps));
    }

    private static Step step(Chance chance, List<Integer> after, int mostTimers) {
        boolean timed = chance.permille(mostTimers);
        return new Step(
                chance.of(TaskType.values()),
                List.copyOf(after),
                chance.permille(300),
                timed ? chance.between(1, 40) : 0);
    }
}
