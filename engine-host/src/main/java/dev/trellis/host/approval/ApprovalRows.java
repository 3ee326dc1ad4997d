package dev.trellis.host.approval;

import dev.trellis.contract.json.Json;
import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.db.Database;
import dev.trellis.host.task.TaskDraft;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The table {@code approval}. */
@ApplicationScoped
final class ApprovalRows {
    private static final String COLUMNS = """
            select a.id, a.task_id, a.instance_id, a.task_type, a.version, a.role, a.reason, a.submitter, a.inputs,
                   a.binding, a.state, a.requested_at, a.decided_at, a.decided_by, a.decision_reason
              from approval a
            """;

    private final Database database;

    ApprovalRows(Database database) {
        this.database = database;
    }

    Optional<ApprovalView> find(String tenant, String id) {
        return database.read(handle -> handle.createQuery(COLUMNS + " where a.id = :id and a.tenant = :tenant")
                .bind("id", id)
                .bind("tenant", tenant)
                .map(ApprovalRows::view)
                .findOne());
    }

    /** Open ones whose task still waits, oldest first. */
    List<ApprovalView> open(String tenant) {
        return database.read(handle -> handle.createQuery(COLUMNS + """
                         join task t on t.id = a.task_id and t.status = 'awaiting_approval'
                        where a.tenant = :tenant and a.state = 'open'
                        order by a.requested_at, a.id limit 1000""")
                .bind("tenant", tenant)
                .map(ApprovalRows::view)
                .list());
    }

    /** Whether a person has consented to exactly this. */
    boolean isApproved(String taskId, String binding, Handle transaction) {
        return transaction
                .createQuery("select exists (select 1 from approval where task_id = :task and binding = :binding"
                        + " and state = 'approved')")
                .bind("task", taskId)
                .bind("binding", binding)
                .mapTo(Boolean.class)
                .one();
    }

    /** Whether the task was never held, or somebody has consented to the inputs: to those given, else to the task's. */
    boolean covers(String taskId, @Nullable Json inputs) {
        return database.read(handle -> {
            List<ApprovalView> asked = handle.createQuery(COLUMNS + " where a.task_id = :task")
                    .bind("task", taskId)
                    .map(ApprovalRows::view)
                    .list();
            return asked.isEmpty()
                    || asked.stream()
                            .anyMatch(approval -> consents(approval, inputs == null ? approval.inputs() : inputs));
        });
    }

    private static boolean consents(ApprovalView approval, Json inputs) {
        return approval.state().equals("approved")
                && Binding.of(approval.taskType(), approval.version(), inputs).equals(approval.binding());
    }

    /** Records a demand; an older open one of the same task is void from now on. */
    void demand(TaskDraft draft, String role, String reason, Handle transaction) {
        transaction
                .createUpdate("update approval set state = 'void' where task_id = :task and state = 'open'")
                .bind("task", draft.taskId())
                .execute();
        transaction
                .createUpdate("""
                        insert into approval (id, task_id, instance_id, tenant, task_type, version, role, reason, submitter,
                                              inputs, binding)
                        values (:id, :task, :instance, :tenant, :type, :version, :role, :reason, :submitter,
                                :inputs, :binding)""")
                .bind("id", UUID.randomUUID().toString())
                .bind("task", draft.taskId())
                .bind("instance", draft.instanceId())
                .bind("tenant", draft.tenant())
                .bind("type", draft.taskType())
                .bind("version", draft.version())
                .bind("role", role)
                .bind("reason", reason)
                .bind("submitter", draft.submitter())
                .bind("inputs", draft.inputs().text())
                .bind("binding", Binding.of(draft.taskType(), draft.version(), draft.inputs()))
                .execute();
    }

    /** Refuses when the task's inputs are no longer those that the person saw. */
    void refuseIfMoved(ApprovalView approval, Handle transaction) {
        Json now = transaction
                .createQuery("select inputs from task where id = :task for update")
                .bind("task", approval.taskId())
                .map((rs, context) -> new Json(rs.getString(1)))
                .findOne()
                .orElseThrow(() -> new RefusedException(Refusal.CONFLICT, "the task is gone"));
        if (!Binding.of(approval.taskType(), approval.version(), now).equals(approval.binding())) {
            throw new RefusedException(Refusal.CONFLICT, "the inputs have changed since the approval was asked for");
        }
    }

    /** Writes the decision down, once. */
    void decide(ApprovalView approval, String state, String by, @Nullable String reason, Handle transaction) {
        int decided = transaction
                .createUpdate("""
                        update approval set state = :state, decided_at = clock_timestamp(), decided_by = :by,
                               decision_reason = :reason
                         where id = :id and state = 'open'""")
                .bind("state", state)
                .bind("by", by)
                .bind("reason", reason)
                .bind("id", approval.id())
                .execute();
        if (decided == 0) {
            throw new RefusedException(
                    Refusal.CONFLICT, "somebody has decided on approval " + approval.id() + " before");
        }
    }

    private static ApprovalView view(ResultSet row, StatementContext context) throws SQLException {
        return new ApprovalView(
                row.getString("id"),
                row.getString("task_id"),
                row.getString("instance_id"),
                row.getString("task_type"),
                row.getString("version"),
                row.getString("role"),
                row.getString("reason"),
                row.getString("submitter"),
                new Json(row.getString("inputs")),
                row.getString("binding"),
                row.getString("state"),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                instant(row, "decided_at"),
                row.getString("decided_by"),
                row.getString("decision_reason"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
