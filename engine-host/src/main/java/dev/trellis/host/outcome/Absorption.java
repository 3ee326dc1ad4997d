package dev.trellis.host.outcome;

import dev.trellis.host.flowable.EngineTransaction;
import java.util.Collection;
import java.util.Set;

/** Takes what is told of tasks and not yet written into the transaction that applies their outcomes. */
@FunctionalInterface
public interface Absorption {
    /**
     * Writes what is held of tasks whose rows the transaction has locked.
     *
     * @return the tasks that went from leased to queued by it
     */
    Set<String> absorb(Collection<String> taskIds, EngineTransaction at);
}
