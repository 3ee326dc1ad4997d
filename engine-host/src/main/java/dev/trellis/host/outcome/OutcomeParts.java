package dev.trellis.host.outcome;

import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.host.db.Database;
import dev.trellis.host.flowable.Engine;

/** Puts the parts of this package together. */
public final class OutcomeParts {
    private OutcomeParts() {}

    /**
     * @param artifacts where large outputs lie
     * @param absorption what is told of tasks and not yet written
     */
    public static OutcomeBatches batches(
            Engine engine, Database database, ArtifactStore artifacts, Effects effects, Absorption absorption) {
        return new OutcomeBatches(engine, database, new Outputs(artifacts), effects, absorption);
    }
}
