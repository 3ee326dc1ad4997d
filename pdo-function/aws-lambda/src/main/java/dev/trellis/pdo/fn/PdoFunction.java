package dev.trellis.pdo.fn;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.pdo.cycle.CycleReport;
import dev.trellis.pdo.cycle.DispatchCycle;
import dev.trellis.pdo.cycle.Ending;
import dev.trellis.pdo.invocation.WakeUp;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** One invocation is one run of the loop, which ends in time before the invocation is cut off. */
@Named("pdo")
public final class PdoFunction implements RequestHandler<WakeUp, CycleReport> {
    private static final Logger LOG = Logger.getLogger(PdoFunction.class);

    private final DispatchCycle cycle;
    private final InstantSource clock;

    @Inject
    PdoFunction(DispatchCycle cycle, InstantSource clock) {
        this.cycle = cycle;
        this.clock = clock;
    }

    /** @throws PortUnavailableException when the engine host did not answer, so that the invocation counts as failed */
    @Override
    public CycleReport handleRequest(WakeUp wakeUp, Context context) {
        String sender = wakeUp.mustCarryNothing().sender();
        Instant deadline = clock.instant().plusMillis(context.getRemainingTimeInMillis());
        CycleReport report = cycle.run(deadline);
        LOG.infof("woken by %s: %s", sender, report);
        if (report.ending() == Ending.ENGINE_UNAVAILABLE) {
            throw new PortUnavailableException("the engine host did not answer; the timer tries again");
        }
        return report;
    }
}
