package dev.trellis.host.outcome;

import java.util.List;

/** Applies the outcomes of tasks and advances their processes. */
public interface Outcomes {
    /**
     * Applies a batch, in one transaction when all goes well and one by one when not.
     *
     * @return one answer for each message, in the order of the batch
     */
    List<Applied> apply(List<OutcomeMessage> batch);
}
