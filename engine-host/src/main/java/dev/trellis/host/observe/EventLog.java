package dev.trellis.host.observe;

import dev.trellis.contract.json.Json;
import dev.trellis.host.db.Database;
import dev.trellis.host.observe.EventsResource.Entry;
import dev.trellis.host.observe.EventsResource.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Reads the outbox as a log. */
@ApplicationScoped
final class EventLog {
    /** Rows get their place before they are committed: behind a young gap, an earlier event may yet appear. */
    private static final String AFTER = """
            select id, event, event::jsonb ->> 'tenant' = :tenant as visible,
                   created_at > clock_timestamp() - interval '2 seconds' as young
              from outbox where id > :after order by id limit :limit""";

    private final Database database;

    EventLog(Database database) {
        this.database = database;
    }

    /** Events of a tenant behind a place, as far as nothing earlier can appear any more. */
    Page after(String tenant, long after, int limit) {
        List<Row> rows = database.read(handle -> handle.createQuery(AFTER)
                .bind("tenant", tenant)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> new Row(
                        row.getLong("id"), row.getString("event"), row.getBoolean("visible"), row.getBoolean("young")))
                .list());
        return settled(rows, after);
    }

    static Page settled(List<Row> rows, long after) {
        List<Entry> events = new ArrayList<>();
        long place = after;
        for (Row row : rows) {
            if (row.young() && row.id() != place + 1) {
                break;
            }
            place = row.id();
            if (row.visible()) {
                events.add(new Entry(row.id(), new Json(row.event())));
            }
        }
        return new Page(events, place);
    }

    /** A row of the outbox. */
    record Row(long id, String event, boolean visible, boolean young) {}
}
