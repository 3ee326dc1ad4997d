package dev.trellis.host.outcome;

import dev.trellis.host.compensation.Compensations;
import dev.trellis.host.definition.ProcessModels;

/** What outcomes act upon: tasks, variables, and what was done before. */
public record Effects(OutcomeSteps steps, OutputMapping mapping, Compensations compensations) {
    public static Effects of(OutcomeSteps steps, ProcessModels models, Compensations compensations) {
        return new Effects(steps, new OutputMapping(models), compensations);
    }
}
