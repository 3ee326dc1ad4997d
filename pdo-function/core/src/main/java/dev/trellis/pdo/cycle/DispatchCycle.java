package dev.trellis.pdo.cycle;

import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleRequest.Ask;
import dev.trellis.contract.port.EngineGateway;
import dev.trellis.contract.port.PortUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The loop of the orchestrator: lease → plan → send → confirm with the next call → watch → publish, until nothing has been
 * ready for the linger time or the invocation nears its end. It keeps no state that matters: what it has done is told to
 * the host, and what was not told is done again.
 *
 * <p>A crash at any point is harmless. Before a send, the leases lapse and the tasks are ready again. Between send and
 * confirmation, they lapse too, and the same attempts are sent again under the same tokens: duplicates that executors
 * drop. After the publication of events and before its acknowledgement, the same events are published again under the
 * same ids. Observations are facts of the execution store and can be made again at any time.
 */
public final class DispatchCycle {
    private static final Ask NOTHING_MORE = new Ask(0, 0, 0, true);
    private static final Duration BREATH = Duration.ofSeconds(1);

    private final EngineGateway engine;
    private final PatientEngine patientEngine;
    private final Dispatcher dispatcher;
    private final ExecutionWatch watch;
    private final EventPublisher publisher;
    private final LoopSettings settings;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final Pause pause;

    /**
     * @param ids names each run for the host
     * @param pause waits before something that did not answer is asked again
     */
    public DispatchCycle(
            CyclePorts ports, LoopSettings settings, InstantSource clock, Supplier<String> ids, Pause pause) {
        this.engine = ports.engine();
        this.patientEngine = new PatientEngine(engine, settings.patience(), clock, pause);
        this.dispatcher = new Dispatcher(ports, settings.limits());
        this.watch = new ExecutionWatch(ports.executions(), settings.limits().clockSkew());
        this.publisher = new EventPublisher(ports.queues());
        this.settings = settings;
        this.clock = clock;
        this.ids = ids;
        this.pause = pause;
    }

    /**
     * Runs until there is nothing left to do.
     *
     * @param deadline when the invocation is cut off
     */
    public CycleReport run(Instant deadline) {
        String pdoId = ids.get();
        Linger linger = new Linger(settings, clock.instant(), deadline);
        CycleReport.Tally tally = new CycleReport.Tally();
        Told told = Told.NOTHING;
        Optional<Ask> ask = linger.next(clock.instant());
        while (ask.isPresent()) {
            CycleReply reply;
            try {
                reply = patientEngine.cycle(told.asking(pdoId, ask.get()), linger.stop());
            } catch (PortUnavailableException e) {
                return tally.report(Ending.ENGINE_UNAVAILABLE);
            }
            told = workOff(reply, linger, tally);
            ask = linger.next(clock.instant());
        }
        return tally.report(close(pdoId, told) ? linger.ending() : Ending.ENGINE_UNAVAILABLE);
    }

    /**
     * Serves leases before anything else: they lapse soonest. Where nothing could be done because what it takes does not
     * answer, the host would hand out the same at once, so the loop takes a breath.
     */
    private Told workOff(CycleReply reply, Linger linger, CycleReport.Tally tally) {
        Shipment shipment = dispatcher.dispatch(reply.tasks(), clock.instant());
        int published = publisher.publish(reply.events());
        Told told = new Told(
                shipment.confirmed(),
                shipment.released(),
                watch.observe(reply.watch(), clock.instant()),
                published == 0 ? 0 : reply.events().get(published - 1).sequence());
        tally.add(told, published);
        if (told.isNothing() && !(reply.watch().isEmpty() && reply.events().isEmpty())) {
            pause.pause(BREATH);
        }
        linger.saw(reply, published, clock.instant());
        return told;
    }

    /** The last word of a run frees its place among the waiting ones; lost, it is made up for by the leases' lapse. */
    private boolean close(String pdoId, Told told) {
        try {
            engine.cycle(told.asking(pdoId, NOTHING_MORE));
            return true;
        } catch (PortUnavailableException e) {
            return false;
        }
    }
}
