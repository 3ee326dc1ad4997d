package dev.trellis.simulation.host;

import dev.trellis.simulation.mutation.Planted;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The host's database: what outlives every process. */
public final class Tables {
    private final Map<String, Instance> instances = new LinkedHashMap<>();
    private final Map<String, TaskEntry> tasks = new LinkedHashMap<>();
    private final Map<String, Cancellation> cancellations = new LinkedHashMap<>();
    private final Map<String, Listener> listeners = new HashMap<>();
    private final Inbox inbox = new Inbox();
    private final AuditTrails audit;
    private final OutboxRows outbox;
    private final IncidentRows incidents;

    Tables(Planted planted) {
        this.audit = new AuditTrails(planted);
        this.outbox = new OutboxRows(planted);
        this.incidents = new IncidentRows(planted);
    }

    /** A cancelled task that may have run. */
    static final class Cancellation {
        boolean buried;
        boolean acknowledged;
    }

    /** An orchestrator that listens, until it counts as dead. */
    record Listener(long until, boolean lingers) {}

    Map<String, Instance> instanceRows() {
        return instances;
    }

    Map<String, TaskEntry> taskRows() {
        return tasks;
    }

    Map<String, Cancellation> cancellations() {
        return cancellations;
    }

    Map<String, Listener> listeners() {
        return listeners;
    }

    Inbox inbox() {
        return inbox;
    }

    public Collection<Instance> instances() {
        return instances.values();
    }

    public Collection<TaskEntry> tasks() {
        return tasks.values();
    }

    public Optional<TaskEntry> task(@Nullable String id) {
        return Optional.ofNullable(tasks.get(id));
    }

    public AuditTrails audit() {
        return audit;
    }

    public OutboxRows outbox() {
        return outbox;
    }

    public IncidentRows incidents() {
        return incidents;
    }

    /** Cancellations of which it is not known that nothing runs any more. */
    public long unacknowledged() {
        return cancellations.values().stream()
                .filter(cancellation -> !cancellation.acknowledged)
                .count();
    }
}
