package dev.trellis.pdo.decide;

import java.util.List;

/**
 * One decision for each leased task.
 *
 * @param decisions in the order of the tasks
 */
public record DispatchPlan(List<DispatchDecision> decisions) {
    public DispatchPlan {
        decisions = List.copyOf(decisions);
    }
}
