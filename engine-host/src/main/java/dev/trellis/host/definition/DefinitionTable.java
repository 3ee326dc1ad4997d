package dev.trellis.host.definition;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code definition}. */
public final class DefinitionTable {
    private static final String SELECT =
            "select name, version, sha256, task_types, called, deployed_at from definition";

    private final Handle sql;

    public DefinitionTable(Handle sql) {
        this.sql = sql;
    }

    Optional<DefinitionView> find(String name, String version) {
        return sql.createQuery(SELECT + " where name = :name and version = :version")
                .bind("name", name)
                .bind("version", version)
                .map(DefinitionTable::view)
                .findOne();
    }

    List<DefinitionView> list() {
        return sql.createQuery(SELECT + " order by name, deployed_at desc")
                .map(DefinitionTable::view)
                .list();
    }

    Optional<byte[]> bpmn(String name, String version) {
        return sql.createQuery("select bpmn from definition where name = :name and version = :version")
                .bind("name", name)
                .bind("version", version)
                .map((row, context) -> row.getBytes(1))
                .findOne();
    }

    /** The engine's id of a deployed version. */
    public Optional<String> engineId(String name, String version) {
        return sql.createQuery("select engine_id from definition where name = :name and version = :version")
                .bind("name", name)
                .bind("version", version)
                .mapTo(String.class)
                .findOne();
    }

    /** The engine's id of the definition that an instance runs. */
    String engineIdOf(String instanceId) {
        return sql.createQuery("select d.engine_id from definition d join instance i on i.process = d.name"
                        + " and i.version = d.version where i.id = :instance")
                .bind("instance", instanceId)
                .mapTo(String.class)
                .one();
    }

    void insert(DefinitionView definition, String engineId, byte[] bpmn) {
        sql.createUpdate("insert into definition (name, version, engine_id, sha256, bpmn, task_types, called)"
                        + " values (:name, :version, :engine, :sha256, :bpmn, :types, :called)")
                .bind("name", definition.name())
                .bind("version", definition.version())
                .bind("engine", engineId)
                .bind("sha256", definition.sha256())
                .bind("bpmn", bpmn)
                .bind("types", definition.taskTypes().toArray(String[]::new))
                .bind("called", definition.calledProcesses().toArray(String[]::new))
                .execute();
    }

    private static DefinitionView view(ResultSet row, StatementContext context) throws SQLException {
        return new DefinitionView(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                List.of((String[]) row.getArray(4).getArray()),
                List.of((String[]) row.getArray(5).getArray()),
                row.getObject(6, OffsetDateTime.class).toInstant());
    }
}
