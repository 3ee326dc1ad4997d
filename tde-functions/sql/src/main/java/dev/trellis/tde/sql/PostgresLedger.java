package dev.trellis.tde.sql;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.JsonText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The ledger in PostgreSQL; its table is made when it is first needed. */
final class PostgresLedger implements Ledger {
    private static final String CREATE = "create table if not exists trellis_effect ("
            + "key text primary key, outputs jsonb not null, applied_at timestamptz not null default now())";

    private final Connection connection;
    private final String key;

    PostgresLedger(Connection connection, TaskRequest request) {
        this.connection = connection;
        this.key = Ledger.keyOf(request);
    }

    /** The outputs of an effect that was taken, null when there was none; two attempts wait for each other here. */
    @Override
    public @Nullable ObjectNode find() throws SQLException {
        lock(key);
        createOnce();
        try (PreparedStatement find = connection.prepareStatement("select outputs from trellis_effect where key = ?")) {
            find.setString(1, key);
            try (ResultSet found = find.executeQuery()) {
                return found.next() ? (ObjectNode) JsonText.parse(found.getString(1)) : null;
            }
        }
    }

    /** Two transactions that create one table at the same time would collide, in spite of "if not exists". */
    private void createOnce() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet known = statement.executeQuery("select to_regclass('trellis_effect') is not null")) {
                if (known.next() && known.getBoolean(1)) {
                    return;
                }
            }
            lock("trellis_effect");
            boolean unused = statement.execute(CREATE);
        }
    }

    private void lock(String name) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
            lock.setString(1, name);
            boolean unused = lock.execute();
        }
    }

    @Override
    public void keep(ObjectNode outputs) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into trellis_effect (key, outputs) values (?, cast(? as jsonb))")) {
            insert.setString(1, key);
            insert.setString(2, JsonText.write(outputs));
            int unused = insert.executeUpdate();
        }
    }
}
