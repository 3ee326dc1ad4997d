package dev.trellis.pdo.cycle;

import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.engine.CycleRequest.Ask;
import dev.trellis.contract.engine.CycleRequest.Confirmed;
import dev.trellis.contract.engine.CycleRequest.Released;
import dev.trellis.contract.engine.Observation;
import java.util.List;

/**
 * What the next call tells the host of the work of one round; telling it twice is harmless.
 *
 * @param eventsPublishedTo the highest outbox sequence published, 0 when none
 */
record Told(
        List<Confirmed> confirmed, List<Released> released, List<Observation> observations, long eventsPublishedTo) {
    static final Told NOTHING = new Told(List.of(), List.of(), List.of(), 0);

    boolean isNothing() {
        return confirmed.isEmpty() && released.isEmpty() && observations.isEmpty() && eventsPublishedTo == 0;
    }

    CycleRequest asking(String pdoId, Ask ask) {
        return new CycleRequest(pdoId, ask, confirmed, released, observations, eventsPublishedTo);
    }
}
