package dev.trellis.host.outcome;

import dev.trellis.host.compensation.Compensations;
import dev.trellis.host.definition.Catalog;
import dev.trellis.host.definition.ProcessModels;

/** What outcomes act upon: tasks, variables, and what was done before. */
public record Effects(
        OutcomeSteps steps, OutputMapping mapping, Compensations compensations, PromisedOutputs promised) {
    public static Effects of(OutcomeSteps steps, ProcessModels models, Compensations compensations, Catalog catalog) {
        return new Effects(steps, new OutputMapping(models), compensations, new PromisedOutputs(catalog));
    }
}
