package dev.trellis.host.task;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Decides whether a person must approve a task before it is dispatched. */
public interface ApprovalPolicy {
    /** Holds nothing. */
    ApprovalPolicy NONE = (draft, transaction) -> Optional.empty();

    /**
     * Says whether the task is held, and records the demand for approval if so.
     *
     * @param transaction the transaction in which the task is inserted
     * @return why it is held, for people; empty when it is not
     */
    Optional<String> hold(TaskDraft draft, Handle transaction);
}
