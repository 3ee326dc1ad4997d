package dev.trellis.host.instance;

import dev.trellis.contract.json.Json;
import dev.trellis.host.definition.LockFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code instance}. */
public final class InstanceTable {
    private final Handle sql;

    public InstanceTable(Handle sql) {
        this.sql = sql;
    }

    /** Inserts an instance unless its keys are taken; says whether it did. */
    boolean insert(NewInstance instance) {
        StartCommand command = instance.command();
        return sql.createUpdate("insert into instance (id, root_id, process, version, tenant, state, business_key,"
                                + " idempotency_key, request_hash, submitter, traceparent, submission, lock) values (:id, :id,"
                                + " :process, :version, :tenant, 'running', :business, :idempotency, :hash, :submitter, :trace,"
                                + " :submission, :lock)"
                                + " on conflict do nothing")
                        .bind("id", instance.id())
                        .bind("process", command.process())
                        .bind("version", instance.version())
                        .bind("tenant", command.caller().tenant())
                        .bind("business", command.keys().businessKey())
                        .bind("idempotency", command.keys().idempotencyKey())
                        .bind("hash", instance.requestHash())
                        .bind("submitter", command.caller().name())
                        .bind("trace", command.contextOf(instance.id()))
                        .bind(
                                "submission",
                                command.origin() == null
                                        ? null
                                        : command.origin().toJson().text())
                        .bind("lock", instance.lock().toJson().text())
                        .execute()
                == 1;
    }

    /** @param dataClasses of its variables, as the process declares them */
    record NewInstance(
            String id,
            String version,
            String requestHash,
            LockFile lock,
            StartCommand command,
            Map<String, String> dataClasses) {}

    /** Inserts an instance that another one calls. */
    void insertCalled(String id, String callerId, String engineDefinitionId, @Nullable String businessKey) {
        sql.createUpdate("insert into instance (id, root_id, parent_id, process, version, tenant, state, business_key,"
                        + " submitter, traceparent, lock) select :id, c.root_id, c.id, d.name, d.version, c.tenant,"
                        + " 'running', :business, c.submitter, c.traceparent, c.lock"
                        + " from instance c, definition d where c.id = :caller and d.engine_id = :definition")
                .bind("id", id)
                .bind("caller", callerId)
                .bind("definition", engineDefinitionId)
                .bind("business", businessKey)
                .execute();
    }

    Optional<InstanceView> find(String tenant, String id) {
        return sql.createQuery(InstanceRows.SELECT + " where tenant = :tenant and id = :id")
                .bind("tenant", tenant)
                .bind("id", id)
                .map(InstanceRows::view)
                .findOne();
    }

    /** Locks the row of an instance. */
    Optional<InstanceView> lock(String tenant, String id) {
        return sql.createQuery(InstanceRows.SELECT + " where tenant = :tenant and id = :id for update")
                .bind("tenant", tenant)
                .bind("id", id)
                .map(InstanceRows::view)
                .findOne();
    }

    List<InstanceView> list(InstanceQuery query) {
        return sql.createQuery(InstanceRows.SELECT + " where tenant = :tenant"
                        + " and (cast(:state as text) is null or state = :state)"
                        + " and (cast(:process as text) is null or process = :process)"
                        + " and (cast(:business as text) is null or business_key = :business)"
                        + " order by started_at desc, id desc limit :limit")
                .bind("tenant", query.tenant())
                .bind("state", query.state() == null ? null : query.state().word())
                .bind("process", query.process())
                .bind("business", query.businessKey())
                .bind("limit", query.limit())
                .map(InstanceRows::view)
                .list();
    }

    /** The instance of a submission, with the hash of what was submitted. */
    Optional<Earlier> byIdempotencyKey(String tenant, String key) {
        return sql.createQuery(InstanceRows.SELECT.replace(" from instance", ", request_hash from instance")
                        + " where tenant = :tenant and idempotency_key = :key")
                .bind("tenant", tenant)
                .bind("key", key)
                .map((row, context) -> new Earlier(InstanceRows.view(row, context), row.getString("request_hash")))
                .findOne();
    }

    record Earlier(InstanceView instance, @Nullable String requestHash) {}

    Optional<InstanceView> byBusinessKey(String tenant, String process, String key) {
        return sql.createQuery(
                        InstanceRows.SELECT + " where tenant = :tenant and process = :process and business_key = :key"
                                + " and parent_id is null and state <> 'cancelled'")
                .bind("tenant", tenant)
                .bind("process", process)
                .bind("key", key)
                .map(InstanceRows::view)
                .findOne();
    }

    /** The running instances of a call tree, callers first. */
    List<InstanceView> tree(String rootId) {
        return sql.createQuery(InstanceRows.SELECT
                        + " where root_id = :root and state in ('running', 'suspended') order by started_at, id")
                .bind("root", rootId)
                .map(InstanceRows::view)
                .list();
    }

    void state(String rootId, InstanceState from, InstanceState to) {
        sql.createUpdate("update instance set state = :to where root_id = :root and state = :from")
                .bind("root", rootId)
                .bind("from", from.word())
                .bind("to", to.word())
                .execute();
        sql.createUpdate("update task set suspended = :suspended where root_id = :root")
                .bind("root", rootId)
                .bind("suspended", to == InstanceState.SUSPENDED)
                .execute();
    }

    /** Ends an instance; one that has ended already stays as it is. */
    boolean end(String id, InstanceState state, @Nullable String reason, Json variables) {
        return sql.createUpdate(
                                "update instance set state = :state, end_reason = coalesce(end_reason, :reason),"
                                        + " variables = :variables, ended_at = clock_timestamp() where id = :id and ended_at is null")
                        .bind("id", id)
                        .bind("state", state.word())
                        .bind("reason", reason)
                        .bind("variables", variables.text())
                        .execute()
                == 1;
    }

    public Optional<Json> finalVariables(String id) {
        return sql.createQuery("select variables from instance where id = :id and variables is not null")
                .bind("id", id)
                .map((row, context) -> new Json(row.getString(1)))
                .findOne();
    }
}
