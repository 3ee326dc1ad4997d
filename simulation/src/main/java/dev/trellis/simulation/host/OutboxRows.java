package dev.trellis.simulation.host;

import dev.trellis.contract.engine.CycleReply.OutboxEvent;
import dev.trellis.contract.json.Json;
import dev.trellis.simulation.mutation.Mutation;
import dev.trellis.simulation.mutation.Planted;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table {@code outbox}: an event gets its number when it is handed out, and its publisher alone acknowledges it. */
public final class OutboxRows {
    /** Nobody else gets a publisher's events for this long. */
    private static final long HOLD = 30_000;

    private final List<Row> open = new ArrayList<>();
    private final List<Json> all = new ArrayList<>();
    private final Planted planted;
    private long deliveries;

    OutboxRows(Planted planted) {
        this.planted = planted;
    }

    private static final class Row {
        private final Json event;
        private @Nullable String publisher;
        private long until;
        private long delivery;

        Row(Json event) {
            this.event = event;
        }
    }

    void append(String kind, String subject) {
        append(new Json("{\"id\":\"e" + all.size() + "\",\"type\":\"" + kind + "\",\"subject\":\"" + subject + "\"}"));
    }

    void append(Json event) {
        all.add(event);
        open.add(new Row(event));
    }

    List<OutboxEvent> take(String publisher, int max, long now) {
        List<OutboxEvent> taken = new ArrayList<>();
        for (Row row : open) {
            boolean free = row.publisher == null || row.publisher.equals(publisher) || row.until < now;
            if (free && taken.size() < max) {
                row.publisher = publisher;
                row.until = now + HOLD;
                row.delivery = ++deliveries;
                taken.add(new OutboxEvent(row.delivery, row.event));
            } else if (publisher.equals(row.publisher)) {
                row.publisher = null;
            }
        }
        if (planted.has(Mutation.OUTBOX_ACKNOWLEDGED_EARLY)) {
            published(publisher, deliveries);
        }
        return taken;
    }

    void published(String publisher, long upTo) {
        boolean anyones = planted.has(Mutation.OUTBOX_ACKNOWLEDGED_FOR_OTHERS);
        open.removeIf(
                row -> row.publisher != null && row.delivery <= upTo && (anyones || row.publisher.equals(publisher)));
    }

    /** When an event can next be handed out to this publisher. */
    long dueAt(String publisher) {
        return open.stream()
                .mapToLong(row -> row.publisher == null || row.publisher.equals(publisher) ? 0 : row.until + 1)
                .min()
                .orElse(TaskEntry.NEVER);
    }

    /** Whether an event waits for somebody to publish it. */
    boolean waits(long now) {
        return open.stream().anyMatch(row -> row.publisher == null || row.until < now);
    }

    /** Events that nobody has acknowledged. */
    public int unpublished() {
        return open.size();
    }

    /** Every event that there ever was. */
    public List<Json> all() {
        return all;
    }
}
