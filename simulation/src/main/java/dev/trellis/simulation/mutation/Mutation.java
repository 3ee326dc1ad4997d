package dev.trellis.simulation.mutation;

/**
 * The list of planted bugs. Each breaks one rule of the protocol, in the double of the host, in a store or on the way
 * between the actors; production code knows nothing of them. A test finds every one of them.
 */
public enum Mutation {
    /** A lease that lapsed is leased again under a new token: one execution becomes two. */
    NEW_TOKEN_ON_LAPSE,
    /** A lease lasts for ever: the tasks of a dead orchestrator are never sent. */
    LEASE_NEVER_LAPSES,
    /** A lease outlives its deadline by a minute. */
    LEASE_LAPSES_LATE,
    /** A leased task is leased to a second orchestrator while the first one's lease holds. */
    LEASED_TWICE,
    /** A task of a suspended instance is leased. */
    SUSPENDED_TASK_LEASED,
    /** A confirmation counts whatever its token: an attempt that nobody sent counts as queued. */
    CONFIRM_OF_ANY_TOKEN,
    /** A send is told as done and was not. */
    CONFIRM_WITHOUT_SEND,
    /** A held confirmation counts for a task that is ready again, whatever became of the attempt that it was for. */
    HELD_REPORT_OF_READY_TASK,
    /** A process of the host holds confirmations for ever: what it knows to be sent is neither sent again nor watched. */
    HELD_REPORT_NEVER_WRITTEN,
    /** What is leased at a commit never lapses: an answer that was lost is a task that nobody sends. */
    HANDED_OVER_FOR_EVER,
    /** A lease that was given back is never ready again. */
    RELEASE_LOSES_TASK,
    /** One task of each ten is neither sent nor given back. */
    PLAN_DROPS_TASK,
    /** An outcome counts whatever its token. */
    OUTCOME_NOT_FENCED,
    /** An outcome that was judged is judged again when it comes again. */
    INBOX_NOT_CHECKED,
    /** A message leaves the outcome queue before the outcome is in the database. */
    DELETED_BEFORE_COMMIT,
    /** An outcome of a suspended instance is applied at once. */
    SUSPENSION_IGNORED,
    /** An outcome that waits for a resumption is entered as applied and not kept. */
    HELD_OUTCOME_FORGOTTEN,
    /** Nobody looks up a task whose waiting outcome a person wants applied: a host that dies before it has done so leaves it. */
    WAITING_OUTCOME_NOT_LOOKED_UP,
    /** A resumed instance leaves its tasks suspended. */
    RESUME_FORGETS_TASKS,
    /** The next attempt keeps the token of the former one. */
    RETRY_KEEPS_TOKEN,
    /** A lost attempt is repeated whatever its effect. */
    BLIND_RETRY_OF_LOST,
    /** A stored outcome whose message was lost is not taken from the execution store. */
    WATCH_DROPS_STORED_OUTCOME,
    /** A request that nobody claimed is sent anew before its executors must refuse it. */
    UNCLAIMED_RESENT_EARLY,
    /** The task ends, and its process does not go on. */
    STEP_NOT_TAKEN,
    /** A join waits for one of its branches only. */
    JOIN_FIRES_EARLY,
    /** A timer at the boundary goes on without taking its task back. */
    TIMER_LEAVES_TASK,
    /** Cancelling an instance forgets its ready tasks. */
    CANCEL_FORGETS_READY_TASKS,
    /** A cancelled task gets no tombstone, and its cancellation is acknowledged. */
    TOMBSTONE_NOT_WRITTEN,
    /** A cancellation is acknowledged while an executor works. */
    ACKNOWLEDGED_WHILE_OWNER_RUNS,
    /** A success that comes after the cancellation is not recorded. */
    LATE_EFFECT_NOT_RECORDED,
    /** Events count as published once they are handed out. */
    OUTBOX_ACKNOWLEDGED_EARLY,
    /** An orchestrator acknowledges the events of all others too. */
    OUTBOX_ACKNOWLEDGED_FOR_OTHERS,
    /** A dead letter is removed and nothing more. */
    DEAD_LETTER_WITHOUT_INCIDENT,
    /** A message that cannot be read is removed and nothing more. */
    UNREADABLE_WITHOUT_INCIDENT,
    /** A task waits for a person, and no incident says so. */
    INCIDENT_NOT_OPENED,
    /** A new attempt leaves no line in the audit trail. */
    AUDIT_LINE_MISSING,
    /** Two lines of an audit trail follow the same one. */
    AUDIT_CHAIN_FORKS,
    /** A second delivery of an attempt is granted the claim while the first one works. */
    CLAIM_GRANTED_TWICE,
    /** An older attempt takes an execution from a newer one. */
    CLAIM_BY_OLDER_ATTEMPT,
    /** A new attempt runs again what has succeeded. */
    STORED_SUCCESS_RUN_AGAIN,
    /** A stored failure of an earlier attempt is published in place of a run. */
    STORED_FAILURE_BLOCKS,
    /** A cancelled execution can be claimed. */
    TOMBSTONE_IGNORED_AT_CLAIM,
    /** A tombstone wipes out the record that it is put on. */
    TOMBSTONE_FORGETS_RECORD,
    /** A heartbeat does not tell of the cancellation. */
    HEARTBEAT_HIDES_TOMBSTONE,
    /** A heartbeat of an owner that lost the execution counts. */
    HEARTBEAT_OF_LOST_OWNER,
    /** Whoever ends stores the outcome, the owner or not. */
    COMPLETE_WITHOUT_OWNER,
    /** An outcome counts as stored and is not. */
    COMPLETE_NOT_STORED
}
