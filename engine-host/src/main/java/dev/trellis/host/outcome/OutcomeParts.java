package dev.trellis.host.outcome;

import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.host.compensation.Compensations;
import dev.trellis.host.db.Database;
import dev.trellis.host.definition.ProcessModels;
import dev.trellis.host.flowable.Engine;

/** Puts the parts of this package together. */
public final class OutcomeParts {
    private OutcomeParts() {}

    /** @param artifacts where large outputs lie */
    public static OutcomeBatches batches(
            Engine engine,
            Database database,
            ArtifactStore artifacts,
            OutcomeSteps steps,
            ProcessModels models,
            Compensations compensations) {
        return new OutcomeBatches(
                engine, database, new Outputs(artifacts), steps, new OutputMapping(models), compensations);
    }
}
