package dev.trellis.pdo.decide;

import dev.trellis.contract.engine.CycleRequest.Reason;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.task.TaskRequest;
import java.util.List;

/** What should become of one leased task, with the reasons in the order in which the rules spoke; never without one. */
public sealed interface DispatchDecision {
    LeasedTask task();

    List<Reason> reasons();

    /**
     * The request goes to a queue.
     *
     * @param request with its inputs inline whatever their size; a claim check is the sender's business
     */
    record Send(LeasedTask task, TaskRequest request, String queue, List<Reason> reasons) implements DispatchDecision {
        public Send {
            reasons = List.copyOf(reasons);
        }
    }

    /** Ready again after this many seconds. */
    record Defer(LeasedTask task, int delaySeconds, List<Reason> reasons) implements DispatchDecision {
        public Defer {
            reasons = List.copyOf(reasons);
        }
    }

    /** Waits for a person to change what is missing. */
    record Park(LeasedTask task, Refusal refusal, List<Reason> reasons) implements DispatchDecision {
        public Park {
            reasons = List.copyOf(reasons);
        }
    }

    /** Can never be sent as it is. */
    record Reject(LeasedTask task, Refusal refusal, List<Reason> reasons) implements DispatchDecision {
        public Reject {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Why a task was not sent, for machines and for people.
     *
     * @param code stable, for example {@code version.unmet}
     * @param message what, where and what to do
     */
    record Refusal(String code, String message) {}
}
