package dev.trellis.pdo.funqy;

import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.pdo.cycle.CycleReport;
import dev.trellis.pdo.cycle.DispatchCycle;
import dev.trellis.pdo.cycle.Ending;
import dev.trellis.pdo.invocation.PdoSettings;
import dev.trellis.pdo.invocation.WakeUp;
import io.quarkus.funqy.Funq;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** One request is one run of the loop, which ends after the time that the settings give it: no invocation says how long it may last. */
@Singleton
public class PdoFunction {
    private static final Logger LOG = Logger.getLogger(PdoFunction.class);

    private final DispatchCycle cycle;
    private final PdoSettings settings;
    private final InstantSource clock;

    @Inject
    PdoFunction(DispatchCycle cycle, PdoSettings settings, InstantSource clock) {
        this.cycle = cycle;
        this.settings = settings;
        this.clock = clock;
    }

    /** @throws PortUnavailableException when the engine host did not answer, so that whoever woke it does so again */
    @Funq("pdo")
    public void pdo(WakeUp wakeUp) {
        String sender = wakeUp.mustCarryNothing().sender();
        CycleReport report = cycle.run(clock.instant().plus(settings.run()));
        LOG.infof("woken by %s: %s", sender, report);
        if (report.ending() == Ending.ENGINE_UNAVAILABLE) {
            throw new PortUnavailableException("the engine host did not answer; the timer tries again");
        }
    }
}
