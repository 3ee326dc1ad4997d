package dev.trellis.host.audit;

import dev.trellis.host.outbox.Event;
import dev.trellis.host.outbox.Outbox;
import org.jdbi.v3.core.Handle;

/** Writes down what happened, for the audit trail and for those who listen. */
public final class Chronicle {
    private final AuditTrail audit;
    private final Outbox outbox;

    public Chronicle(AuditTrail audit, Outbox outbox) {
        this.audit = audit;
        this.outbox = outbox;
    }

    public void note(AuditEntry entry, Event event, Handle transaction) {
        audit.append(entry, transaction);
        outbox.append(event, transaction);
    }

    public void note(AuditEntry entry, Handle transaction) {
        audit.append(entry, transaction);
    }

    public void note(Event event, Handle transaction) {
        outbox.append(event, transaction);
    }
}
