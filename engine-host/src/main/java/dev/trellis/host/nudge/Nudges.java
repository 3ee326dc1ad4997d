package dev.trellis.host.nudge;

import dev.trellis.contract.port.PdoTrigger;
import dev.trellis.host.consumer.DatabaseGate;
import dev.trellis.host.consumer.Loop;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Wakes an orchestrator when there is work and none listens. It looks around when this host sees work, and once a second in any
 * case: other hosts see work too, and leases lapse.
 */
@ApplicationScoped
public final class Nudges {
    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final Duration SLOW = Duration.ofMillis(800);

    private final Surroundings surroundings;
    private final PdoTrigger trigger;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final boolean on;
    private final Loop loop;
    private NudgePlan plan = NudgePlan.QUIET;

    Nudges(
            Surroundings surroundings,
            PdoTrigger trigger,
            InstantSource clock,
            MeterRegistry meters,
            DatabaseGate database,
            @ConfigProperty(name = "trellis.nudge", defaultValue = "on") boolean on) {
        this.surroundings = surroundings;
        this.trigger = trigger;
        this.clock = clock;
        this.meters = meters;
        this.on = on;
        this.loop = new Loop("nudge", database, this::turn);
    }

    public void start() {
        if (on) {
            loop.start();
        }
    }

    public void stop() {
        loop.stop();
    }

    /** A nudge that fails counts as sent: it is repeated after its pause. */
    private Duration turn() throws InterruptedException {
        long seen = surroundings.seen();
        Situation situation = surroundings.look();
        Instant now = clock.instant();
        boolean nudge = plan.nudges(situation, now);
        plan = plan.after(situation, now);
        if (nudge) {
            meters.counter("trellis.nudges").increment();
            trigger.nudge();
        }
        surroundings.await(seen, SLOW);
        return BETWEEN;
    }
}
