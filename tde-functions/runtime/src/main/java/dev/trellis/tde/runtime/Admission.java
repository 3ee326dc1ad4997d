package dev.trellis.tde.runtime;

import dev.trellis.contract.port.ExecutionStore.Claim;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.OutcomeJson;
import java.time.Instant;
import java.util.Set;

/** What to do with a delivery, once the execution store has answered the claim. */
sealed interface Admission {
    /** Do the work. */
    record Run() implements Admission {}

    /** Store and publish a refusal: the claim is ours, so no other delivery of this attempt works. */
    record Refuse(Result.Failed result) implements Admission {}

    /** Publish a stored outcome under the token of this delivery, and run nothing. */
    record PublishAgain(Outcome outcome) implements Admission {}

    /** Publish a result that belongs to no claim. */
    record Tell(Result.Failed result) implements Admission {}

    /** Say nothing: somebody else does. */
    record Drop(String reason) implements Admission {}

    /**
     * Decides. The claim comes first and the clock second: were a late delivery refused by the clock alone, a duplicate that
     * waited past {@code not_after} would report as failed what its twin is executing. Repeatable work has no claim that tells of a
     * twin, so it is dropped then.
     *
     * @param repeatable whether it does no harm when the work is done twice
     */
    static Admission decide(Claim claim, boolean repeatable, TaskRequest request, Set<String> adapters, Instant now) {
        return switch (claim) {
            case Claim.Busy busy ->
                new Drop("attempt " + busy.record().attempt() + " of it runs already or is newer than this delivery");
            case Claim.Done done ->
                ended(OutcomeJson.read(done.outcome().outcome().text()), request);
            case Claim.Tombstoned cancelled ->
                new Tell(
                        new Result.Failed(new TaskError("cancelled", "the task was cancelled before it began", false)));
            case Claim.Granted granted -> granted(repeatable, request, adapters, now);
        };
    }

    /** An attempt that is older than the one that ended has no say any more; the kernel would only fence it. */
    private static Admission ended(Outcome stored, TaskRequest request) {
        int teller = stored.attempt().number();
        return teller > request.attempt().number()
                ? new Drop("the newer attempt " + teller + " has told its end")
                : new PublishAgain(stored);
    }

    private static Admission granted(boolean repeatable, TaskRequest request, Set<String> adapters, Instant now) {
        Instant notAfter = request.limits().notAfter();
        if (now.isAfter(notAfter)) {
            if (repeatable) {
                return new Drop("it had to start by " + notAfter + "; a new attempt is made of what nobody began");
            }
            return new Refuse(new Result.Failed(new TaskError(
                    "not_after", "delivered at " + now + ", too late to start: it had to start by " + notAfter, true)));
        }
        if (!adapters.contains(request.executor().adapter())) {
            return new Refuse(new Result.Failed(new TaskError(
                    "wrong_adapter",
                    "this function executes the adapter "
                            + String.join(", ", adapters.stream().sorted().toList()) + ", the request names "
                            + request.executor().adapter() + ": the queue of "
                            + request.executor().taskType()
                            + " feeds the wrong function",
                    false)));
        }
        return new Run();
    }
}
