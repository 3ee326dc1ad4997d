package dev.trellis.host.audit;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** The audit trail: for each instance a chain of lines, each of which seals the line before. */
public interface AuditTrail {
    /**
     * Appends to the chains of the entries' instances, in their order, in a transaction of the caller. It waits for others that
     * append to the same chains.
     *
     * @throws IllegalStateException when there is no such instance
     */
    void append(List<AuditEntry> entries, Handle transaction);

    /** The trail of an instance, oldest first; empty when there is none. */
    List<AuditLine> read(String instanceId);

    /** Recomputes the chain of an instance. */
    Verification verify(String instanceId);

    /** Whether a chain holds. */
    sealed interface Verification {
        /** Every line seals the one before it, and none is missing. */
        record Intact(long lines) implements Verification {}

        /** The chain breaks at a line. */
        record Broken(long number, String reason) implements Verification {}
    }
}
