package dev.trellis.host.instance;

import dev.trellis.host.trace.TraceContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** How a row of the table {@code instance}, and what became of its compensation, is read as a view. */
final class InstanceRows {
    private InstanceRows() {}

    /** Up to the table; a condition is appended. */
    static final String SELECT =
            "select id, root_id, parent_id, process, version, tenant, state, business_key, submitter, started_at,"
                    + " ended_at, end_reason, (select case when bool_or(c.state = 'failed') then 'failed'"
                    + " when bool_or(c.state = 'running') then 'compensating' else 'compensated' end"
                    + " from compensation c where c.root_id = instance.root_id"
                    + " and instance.id in (c.root_id, c.instance_id) having count(*) > 0), traceparent from instance";

    static InstanceView view(ResultSet row, StatementContext context) throws SQLException {
        return new InstanceView(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                InstanceState.of(row.getString(7)),
                row.getString(8),
                row.getString(9),
                row.getObject(10, OffsetDateTime.class).toInstant(),
                instant(row.getObject(11, OffsetDateTime.class)),
                row.getString(12),
                row.getString(13),
                TraceContext.of(row.getString(14)).map(TraceContext::traceId).orElse(null));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
