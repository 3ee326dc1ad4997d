package dev.trellis.simulation.witness;

import dev.trellis.contract.task.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks on at every step and notes what must not be. It keeps its own books, by what it sees at the ports, and believes no
 * actor's.
 */
public final class Witness {
    /** How long a lease may outlive its deadline, in milliseconds. */
    private static final long LEASE_GRACE = 10_000;
    /** One is enough to know; a broken schedule would fill the memory. */
    private static final int MOST = 20;

    private record Said(String taskId, String token) {}

    private final Trace trace;
    private final Executions executions = new Executions(this);
    private final List<Violation> violations = new ArrayList<>();
    private final Map<String, Integer> attemptOfToken = new HashMap<>();
    private final Map<String, String> tokenOfAttempt = new HashMap<>();
    private final Set<String> sent = new HashSet<>();
    private final Set<Said> judged = new HashSet<>();
    private final Set<String> handled = new HashSet<>();
    private final Letters letters = new Letters();

    public Witness(Trace trace) {
        this.trace = trace;
    }

    public Trace trace() {
        return trace;
    }

    public Executions executions() {
        return executions;
    }

    public Letters letters() {
        return letters;
    }

    public List<Violation> violations() {
        return violations;
    }

    /** Notes a violation of a rule. */
    public void violated(String rule, @Nullable Object... what) {
        if (violations.size() < MOST) {
            StringBuilder text = new StringBuilder();
            for (@Nullable Object part : what) {
                text.append(part);
            }
            violations.add(new Violation(rule, text.toString()));
            trace.say("VIOLATION", rule, ": ", text);
        }
    }

    /** An attempt was handed to an orchestrator: it has one token, and the token is of no other attempt. */
    public void issued(String taskId, int attempt, String token) {
        String key = taskId + "#" + attempt;
        String known = tokenOfAttempt.putIfAbsent(key, token);
        if (known != null && !known.equals(token)) {
            violated("I2", key, " was handed out under two tokens");
        }
        Integer other = attemptOfToken.putIfAbsent(token, attempt);
        if (other != null && other != attempt) {
            violated("I3", key, " has the token of attempt ", other);
        }
    }

    /** A lease stands although an orchestrator asked for more than there was. */
    public void leaseStands(String taskId, long until, long now) {
        if (now > until && now - until > LEASE_GRACE) {
            violated("I5", "the lease of ", taskId, " outlived its deadline by ", now - until, " ms");
        }
    }

    /** The host makes a new attempt in place of one that nobody claimed. */
    public void givenUp(String taskId, long notAfter, long now) {
        if (now <= notAfter) {
            violated("I3", "an attempt at ", taskId, " was given up while its request may still be claimed");
        }
    }

    /** A request was handed to its queue. */
    public void sent(String token) {
        sent.add(token);
    }

    /** The host counts an attempt as queued. */
    public void queued(String taskId, String token) {
        if (!sent.contains(token)) {
            violated("I1", taskId, " counts as queued and was never sent");
        }
    }

    /** The host judged an outcome; one that was judged for good is a duplicate ever after. */
    public void judged(Outcome outcome, boolean duplicate, boolean forGood) {
        Said key =
                new Said(outcome.attempt().taskId().value(), outcome.attempt().token());
        boolean known = judged.contains(key);
        if (known && !duplicate) {
            violated("I3", "an outcome of ", outcome.attempt(), " was judged twice");
        }
        if (forGood) {
            judged.add(key);
        }
    }

    /** The host took an outcome as the end of its task's attempt. */
    public void accepted(Outcome outcome, int attempt, String token) {
        if (!outcome.attempt().token().equals(token)) {
            violated(
                    "I3",
                    "an outcome under a foreign token ended attempt ",
                    attempt,
                    " of ",
                    outcome.attempt().taskId());
        }
        executions.accepted(outcome, attempt);
    }

    /** The host knows what a message of the outcome queue means, and has it in its database. */
    public void handled(String messageId) {
        handled.add(messageId);
    }

    /** A message was removed from the outcome queue. */
    public void removed(String messageId) {
        if (!handled.contains(messageId)) {
            violated("I1", "the outcome message ", messageId, " was removed before it was applied");
        }
    }

    /** It is acknowledged that nothing of a task runs or will run. */
    public void cancelAcknowledged(String taskId, Instant now, int heartbeatSeconds) {
        executions.cancelAcknowledged(taskId, now, heartbeatSeconds);
    }

    /** A person had a task tried again, whatever became of its attempt. */
    public void repeatedByPerson(String taskId, int attempt) {
        executions.repeatedByPerson(taskId, attempt);
    }
}
