package dev.trellis.pdo.cycle;

import dev.trellis.contract.engine.CycleRequest.Confirmed;
import dev.trellis.contract.engine.CycleRequest.Decision;
import dev.trellis.contract.engine.CycleRequest.Reason;
import dev.trellis.contract.engine.CycleRequest.Released;
import dev.trellis.contract.engine.CycleRequest.Route;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.task.Attempt;
import dev.trellis.pdo.decide.DispatchDecision;
import java.util.ArrayList;
import java.util.List;

/** What became of the leases of one round: each is confirmed or given back. */
final class Shipment {
    private final List<Confirmed> confirmed = new ArrayList<>();
    private final List<Released> released = new ArrayList<>();

    List<Confirmed> confirmed() {
        return confirmed;
    }

    List<Released> released() {
        return released;
    }

    void confirm(DispatchDecision.Send send) {
        Attempt attempt = send.task().attempt();
        Route route = new Route(send.request().executor().version(), send.queue(), send.reasons());
        confirmed.add(new Confirmed(attempt.taskId().value(), attempt.token(), route));
    }

    void release(LeasedTask task, Decision decision, List<Reason> reasons) {
        Attempt attempt = task.attempt();
        released.add(new Released(attempt.taskId().value(), attempt.token(), decision, reasons));
    }

    /** Gives a lease back after the plan had meant to send it; the last reason is the one that counts. */
    void release(DispatchDecision.Send send, Decision decision, String rule, String detail) {
        List<Reason> reasons = new ArrayList<>(send.reasons());
        reasons.add(new Reason(rule, detail));
        release(send.task(), decision, reasons);
    }
}
