package dev.trellis.contract.engine;

import java.util.List;
import java.util.Objects;

/**
 * What an orchestrator tells and asks in one call.
 *
 * @param pdoId names the running orchestrator
 * @param ask what it wants
 * @param confirmed leases whose requests are on their queues
 * @param released leases that were not sent, with the reason
 * @param observations what the execution store shows of watched tasks
 * @param eventsPublishedTo the highest outbox sequence published, all below it included; 0 when none
 */
public record CycleRequest(
        String pdoId,
        Ask ask,
        List<Confirmed> confirmed,
        List<Released> released,
        List<Observation> observations,
        long eventsPublishedTo) {
    public CycleRequest {
        Objects.requireNonNull(pdoId, "pdoId");
        confirmed = List.copyOf(confirmed);
        released = List.copyOf(released);
        observations = List.copyOf(observations);
    }

    /**
     * What an orchestrator wants.
     *
     * @param maxTasks 0 to 200; 0 only tells, as the last call of a run does
     * @param maxEvents 0 to 500
     * @param waitMillis how long to wait while nothing is ready, 0 to 20,000
     * @param closing whether the orchestrator ends after this call
     */
    public record Ask(int maxTasks, int maxEvents, int waitMillis, boolean closing) {}

    /**
     * A request that is on its queue.
     *
     * @param route where it went and why
     */
    public record Confirmed(String taskId, String attemptToken, Route route) {}

    /**
     * The way of a task, kept so that {@code trellis why} answers.
     *
     * @param version resolved version of the task type
     * @param queue the queue's name
     * @param reasons in the order in which the rules spoke
     */
    public record Route(String version, String queue, List<Reason> reasons) {
        public Route {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Why a rule decided as it did.
     *
     * @param rule stable name, for example {@code version.range}
     * @param detail for people
     */
    public record Reason(String rule, String detail) {}

    /** A lease given back. */
    public record Released(String taskId, String attemptToken, Decision decision, List<Reason> reasons) {
        public Released {
            reasons = List.copyOf(reasons);
        }
    }

    /** What should become of a task that was not sent. */
    public sealed interface Decision {
        /** Ready again after a while. */
        record Defer(int delaySeconds) implements Decision {}

        /** An incident until somebody changes what is missing. */
        record Park(String code, String message) implements Decision {}

        /** It can never be sent: an incident, or the model's error path. */
        record Reject(String code, String message) implements Decision {}
    }
}
