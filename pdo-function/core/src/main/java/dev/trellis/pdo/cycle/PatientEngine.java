package dev.trellis.pdo.cycle;

import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.engine.CycleRequest.Ask;
import dev.trellis.contract.port.EngineGateway;
import dev.trellis.contract.port.PortUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Asks a host that does not answer again, in growing steps, for as long as patience lasts. */
final class PatientEngine {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final EngineGateway engine;
    private final Duration patience;
    private final InstantSource clock;
    private final Pause pause;

    PatientEngine(EngineGateway engine, Duration patience, InstantSource clock, Pause pause) {
        this.engine = engine;
        this.patience = patience;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Calls until there is an answer. Patience is counted from the first failure: a long poll that broke at its end has
     * cost none of it.
     *
     * @param stop when to give up in any case
     * @throws PortUnavailableException when there was no answer
     */
    CycleReply cycle(CycleRequest request, Instant stop) {
        try {
            return engine.cycle(request);
        } catch (PortUnavailableException first) {
            Instant end = clock.instant().plus(patience);
            return insist(withoutWait(request), end.isBefore(stop) ? end : stop, first);
        }
    }

    private CycleReply insist(CycleRequest request, Instant end, PortUnavailableException first) {
        PortUnavailableException last = first;
        Duration next = FIRST_PAUSE;
        while (!clock.instant().plus(next).isAfter(end)) {
            pause.pause(next);
            try {
                return engine.cycle(request);
            } catch (PortUnavailableException e) {
                last = e;
            }
            next = shorter(next.multipliedBy(2), LONGEST_PAUSE);
        }
        throw last;
    }

    private static CycleRequest withoutWait(CycleRequest request) {
        Ask ask = request.ask();
        return new CycleRequest(
                request.pdoId(),
                new Ask(ask.maxTasks(), ask.maxEvents(), 0, ask.closing()),
                request.confirmed(),
                request.released(),
                request.observations(),
                request.eventsPublishedTo());
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
