package dev.trellis.host.outbox;

import dev.trellis.contract.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The table {@code outbox} read as a log, published or not. */
public final class OutboxLog {
    /**
     * Before this, whoever writes now had not begun: a lock on the table is taken before a row draws its place, and kept until the row is seen.
     * Asked for in a statement before the rows are read, so that whoever is done by then has its rows among them.
     */
    private static final String HORIZON = """
            select least(statement_timestamp(), min(coalesce(a.xact_start, '-infinity')))
              from pg_locks l left join pg_stat_activity a on a.pid = l.pid
             where l.relation = 'outbox'::regclass and l.mode = 'RowExclusiveLock'
               and l.database = (select oid from pg_database where datname = current_database())""";

    /** Rows get their place before they are committed: behind a young gap, an earlier event may yet appear. */
    private static final String AFTER = """
            select id, event, created_at >= cast(:horizon as timestamptz) as young
              from outbox where id > :after order by id limit :limit""";

    private OutboxLog() {}

    /** Events behind a place, as far as nothing earlier can appear any more. */
    public static Page after(long after, int limit, Handle handle) {
        String horizon = handle.createQuery(HORIZON).mapTo(String.class).one();
        return settled(
                handle.createQuery(AFTER)
                        .bind("horizon", horizon)
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
     * @param young whether a transaction that drew an earlier place may still be open
     */
    public record Row(long id, Json event, boolean young) {}
}
