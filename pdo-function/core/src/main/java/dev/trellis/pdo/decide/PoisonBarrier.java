package dev.trellis.pdo.decide;

import dev.trellis.contract.engine.CycleRequest.Reason;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.pdo.decide.DispatchDecision.Park;
import dev.trellis.pdo.decide.DispatchDecision.Refusal;
import java.util.List;
import java.util.function.Function;

/**
 * The edge that makes planning total: a task whose data breaks a rule in a way nobody foresaw is parked, as an incident
 * that names the failure, and the tasks beside it go on.
 */
final class PoisonBarrier {
    static DispatchDecision decide(LeasedTask task, Function<LeasedTask, DispatchDecision> rules) {
        try {
            return rules.apply(task);
        } catch (RuntimeException | StackOverflowError failure) {
            Refusal refusal = new Refusal(
                    "dispatch.failed",
                    "planning task " + task.attempt().taskId() + " of type "
                            + task.demand().taskType() + " failed: " + failure
                            + "; correct the registry entry or the inputs, then retry the incident");
            return new Park(task, refusal, List.of(new Reason(refusal.code(), refusal.message())));
        }
    }

    private PoisonBarrier() {}
}
