package dev.trellis.host.watch;

import dev.trellis.contract.engine.CycleReply.Watch;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The tasks whose execution record is worth a look: near a limit, or cancelled and not acknowledged. Time is the statement's: the
 * clock's, which moves on, would have the whole index read.
 */
public final class WatchList {
    private static final String DUE = """
            update task t set watch_at = clock_timestamp() + greatest(t.heartbeat_s, 5) * interval '1 second'
             where t.id = any(array(select id from task where watch_at <= statement_timestamp()
                                     order by watch_at limit :max for update skip locked))
            returning t.id, t.attempt, t.attempt_token, t.tenant, t.action, t.heartbeat_s
            """;

    /** Tasks to look at; nobody else is asked about them for a while. */
    public List<Watch> due(int max, Handle handle) {
        return handle.createQuery(DUE)
                .bind("max", max)
                .map((row, context) -> new Watch(
                        row.getString(1),
                        row.getInt(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getInt(6)))
                .list();
    }
}
