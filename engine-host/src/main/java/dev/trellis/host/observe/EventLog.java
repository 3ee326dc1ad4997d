package dev.trellis.host.observe;

import dev.trellis.host.db.Database;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.observe.EventsResource.Entry;
import dev.trellis.host.observe.EventsResource.Page;
import dev.trellis.host.outbox.OutboxLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The log of events as a tenant sees it. */
@ApplicationScoped
final class EventLog {
    private final Database database;

    EventLog(Database database) {
        this.database = database;
    }

    /** Events of a tenant behind a place, as far as nothing earlier can appear any more. */
    Page after(String tenant, long after, int limit) {
        return visible(tenant, database.read(handle -> OutboxLog.after(after, limit, handle)));
    }

    static Page visible(String tenant, OutboxLog.Page page) {
        List<Entry> events = page.rows().stream()
                .filter(row -> tenant.equals(JsonValues.object(row.event()).get("tenant")))
                .map(row -> new Entry(row.id(), row.event()))
                .toList();
        return new Page(events, page.next());
    }
}
