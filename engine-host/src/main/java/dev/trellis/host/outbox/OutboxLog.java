package dev.trellis.host.outbox;

import dev.trellis.contract.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The table {@code outbox} read as a log, published or not. */
public final class OutboxLog {
    /** Rows get their place before they are committed: behind a young gap, an earlier event may yet appear. */
    private static final String AFTER = """
            select id, event, created_at > clock_timestamp() - interval '2 seconds' as young
              from outbox where id > :after order by id limit :limit""";

    private OutboxLog() {}

    /** Events behind a place, as far as nothing earlier can appear any more. */
    public static Page after(long after, int limit, Handle handle) {
        return settled(
                handle.createQuery(AFTER)
                        .bind("after", after)
                        .bind("limit", limit)
                        .map((row, context) ->
                                new Row(row.getLong("id"), new Json(row.getString("event")), row.getBoolean("young")))
                        .list(),
                after);
    }

    static Page settled(List<Row> rows, long after) {
        List<Row> settled = new ArrayList<>();
        long place = after;
        for (Row row : rows) {
            if (row.young() && row.id() != place + 1) {
                break;
            }
            place = row.id();
            settled.add(row);
        }
        return new Page(settled, place);
    }

    /**
     * Some rows.
     *
     * @param next where to go on
     */
    public record Page(List<Row> rows, long next) {
        public Page {
            rows = List.copyOf(rows);
        }
    }

    /**
     * A row.
     *
     * @param event a CloudEvent 1.0 in JSON format
     * @param young whether transactions that began before it may still be open
     */
    public record Row(long id, Json event, boolean young) {}
}
