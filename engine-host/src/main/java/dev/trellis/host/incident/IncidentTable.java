package dev.trellis.host.incident;

import dev.trellis.contract.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code incident}. */
final class IncidentTable {
    private static final String SELECT =
            "select id, tenant, instance_id, task_id, code, message, details, state, opened_at, resolved_at,"
                    + " resolved_by, resolution from incident";

    private final Handle sql;

    IncidentTable(Handle sql) {
        this.sql = sql;
    }

    /** Inserts an incident, or finds the open one with the same key. */
    Inserted insert(String id, IncidentDraft draft) {
        int inserted = sql.createUpdate(
                        "insert into incident (id, tenant, instance_id, task_id, code, message, details, dedup_key, state)"
                                + " values (:id, :tenant, :instance, :task, :code, :message, :details, :key, 'open')"
                                + " on conflict do nothing")
                .bind("id", id)
                .bind("tenant", draft.tenant())
                .bind("instance", draft.instanceId())
                .bind("task", draft.taskId())
                .bind("code", draft.code())
                .bind("message", draft.message())
                .bind("details", draft.details().text())
                .bind("key", draft.dedupKey())
                .execute();
        return inserted == 1
                ? new Inserted(id, true)
                : new Inserted(
                        sql.createQuery("select id from incident where dedup_key = :key and state = 'open'")
                                .bind("key", draft.dedupKey())
                                .mapTo(String.class)
                                .one(),
                        false);
    }

    record Inserted(String id, boolean fresh) {}

    Optional<IncidentView> find(String tenant, String id) {
        return sql.createQuery(SELECT + " where id = :id and (tenant = :tenant or tenant is null)")
                .bind("id", id)
                .bind("tenant", tenant)
                .map(IncidentTable::view)
                .findOne();
    }

    Optional<IncidentView> lock(String tenant, String id) {
        return sql.createQuery(SELECT + " where id = :id and (tenant = :tenant or tenant is null) for update")
                .bind("id", id)
                .bind("tenant", tenant)
                .map(IncidentTable::view)
                .findOne();
    }

    List<IncidentView> list(IncidentQuery query) {
        return sql.createQuery(SELECT + " where (tenant = :tenant or tenant is null)"
                        + " and (cast(:state as text) is null or state = :state)"
                        + " and (cast(:instance as text) is null or instance_id = :instance)"
                        + " order by opened_at desc, id desc limit :limit")
                .bind("tenant", query.tenant())
                .bind("state", query.state())
                .bind("instance", query.instanceId())
                .bind("limit", query.limit())
                .map(IncidentTable::view)
                .list();
    }

    void resolve(String id, String state, String by, String resolution) {
        sql.createUpdate("update incident set state = :state, resolved_at = clock_timestamp(), resolved_by = :by,"
                        + " resolution = :resolution where id = :id")
                .bind("id", id)
                .bind("state", state)
                .bind("by", by)
                .bind("resolution", resolution)
                .execute();
    }

    private static IncidentView view(ResultSet row, StatementContext context) throws SQLException {
        OffsetDateTime resolved = row.getObject(10, OffsetDateTime.class);
        return new IncidentView(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                new Json(row.getString(7)),
                row.getString(8),
                row.getObject(9, OffsetDateTime.class).toInstant(),
                resolved == null ? null : resolved.toInstant(),
                row.getString(11),
                row.getString(12));
    }
}
