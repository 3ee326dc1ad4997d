package dev.trellis.pdo.cycle;

import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.port.EngineGateway;
import dev.trellis.contract.port.PortUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Asks a host that does not answer again, in growing steps, until a point in time. */
final class PatientEngine {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final EngineGateway engine;
    private final InstantSource clock;
    private final Pause pause;

    PatientEngine(EngineGateway engine, InstantSource clock, Pause pause) {
        this.engine = engine;
        this.clock = clock;
        this.pause = pause;
    }

    /** @throws PortUnavailableException when the host has not answered by then */
    CycleReply cycle(CycleRequest request, Instant giveUpAt) {
        Duration next = FIRST_PAUSE;
        while (true) {
            try {
                return engine.cycle(request);
            } catch (PortUnavailableException e) {
                if (clock.instant().plus(next).isAfter(giveUpAt)) {
                    throw e;
                }
            }
            pause.pause(next);
            next = shorter(next.multipliedBy(2), LONGEST_PAUSE);
        }
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
