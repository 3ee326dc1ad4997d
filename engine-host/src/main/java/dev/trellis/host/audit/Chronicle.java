package dev.trellis.host.audit;

import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.flowable.Gathered;
import dev.trellis.host.outbox.Event;
import dev.trellis.host.outbox.Outbox;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Writes down what happened, for the audit trail and for those who listen. What a transaction of the engine notes is written at
 * its end, in the order of the notes: nothing in it reads them, and a batch of outcomes notes a lot.
 */
public final class Chronicle {
    private final AuditTrail audit;
    private final Outbox outbox;

    public Chronicle(AuditTrail audit, Outbox outbox) {
        this.audit = audit;
        this.outbox = outbox;
    }

    public void note(AuditEntry entry, Event event, EngineTransaction at) {
        note(entry, at);
        note(event, at);
    }

    public void note(AuditEntry entry, EngineTransaction at) {
        page(at).entries.add(entry);
    }

    public void note(Event event, EngineTransaction at) {
        page(at).events.add(event);
    }

    /** Writes at once, in a transaction that is none of the engine's. */
    public void note(AuditEntry entry, Handle transaction) {
        audit.append(List.of(entry), transaction);
    }

    /** Writes at once, in a transaction that is none of the engine's. */
    public void note(Event event, Handle transaction) {
        outbox.append(List.of(event), transaction);
    }

    private Page page(EngineTransaction at) {
        return at.own(Page.class, Page::new);
    }

    private final class Page implements Gathered {
        private final List<AuditEntry> entries = new ArrayList<>();
        private final List<Event> events = new ArrayList<>();

        @Override
        public void write(EngineTransaction at) {
            if (!entries.isEmpty()) {
                audit.append(entries, at.sql());
            }
            outbox.append(events, at.sql());
        }
    }
}
