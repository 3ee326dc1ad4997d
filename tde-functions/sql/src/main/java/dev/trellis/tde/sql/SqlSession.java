package dev.trellis.tde.sql;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/** The statements of one task on one connection, inside a transaction that the caller ends. */
final class SqlSession {
    private static final int BATCH_ROWS = 500;
    private static final int FETCH_ROWS = 500;

    private final Connection connection;
    private final TaskScope scope;
    private final SqlRails rails;

    SqlSession(Connection connection, TaskScope scope, SqlRails rails) {
        this.connection = connection;
        this.scope = scope;
        this.rails = rails;
    }

    ObjectNode run(SqlWork work) throws SQLException, IOException, TaskFailedException {
        return switch (work.mode()) {
            case QUERY -> query(work.statements().getFirst());
            case UPDATE -> update(work);
            case BATCH -> batch(work);
        };
    }

    private ObjectNode query(NamedStatement statement) throws SQLException, TaskFailedException {
        connection.setReadOnly(true);
        try (PreparedStatement prepared = prepare(statement)) {
            prepared.setFetchSize(FETCH_ROWS);
            try (ResultSet rows = prepared.executeQuery()) {
                ArrayNode read = new RowReader(rails.maxRows()).read(rows);
                ObjectNode outputs = JsonText.object();
                outputs.set("rows", read);
                return outputs.put("row_count", read.size());
            }
        }
    }

    private ObjectNode update(SqlWork work) throws SQLException, TaskFailedException {
        ArrayNode rows = JsonText.array();
        long updated = 0;
        for (NamedStatement statement : work.statements()) {
            try (PreparedStatement prepared = prepare(statement)) {
                if (prepared.execute()) {
                    try (ResultSet returned = prepared.getResultSet()) {
                        ArrayNode read = new RowReader(rails.maxRows()).read(returned);
                        rows.addAll(read);
                        updated += read.size();
                    }
                } else {
                    updated += prepared.getUpdateCount();
                }
            }
        }
        ObjectNode outputs = JsonText.object().put("updated", updated);
        if (!rows.isEmpty()) {
            outputs.set("rows", rows);
            outputs.put("row_count", rows.size());
        }
        return outputs;
    }

    private PreparedStatement prepare(NamedStatement statement) throws SQLException, TaskFailedException {
        PreparedStatement prepared = connection.prepareStatement(statement.text());
        try {
            new Binder(statement.names()).bind(prepared, name -> scope.inputs().get(name));
            return prepared;
        } catch (SQLException | TaskFailedException unbound) {
            prepared.close();
            throw unbound;
        }
    }

    private ObjectNode batch(SqlWork work) throws SQLException, IOException, TaskFailedException {
        NamedStatement statement = work.statements().getFirst();
        Binder binder = new Binder(statement.names());
        long[] counts = new long[2];
        try (PreparedStatement prepared = connection.prepareStatement(statement.text())) {
            new BatchSource(scope, work.columns()).forEach(values -> {
                binder.bind(prepared, values);
                prepared.addBatch();
                if (++counts[0] % BATCH_ROWS == 0) {
                    counts[1] += send(prepared);
                    scope.progress(null, counts[0] + " rows");
                }
            });
            counts[1] += send(prepared);
        }
        return JsonText.object().put("row_count", counts[0]).put("updated", counts[1]);
    }

    private static long send(PreparedStatement batch) throws SQLException {
        int[] changed = batch.executeBatch();
        if (Arrays.stream(changed).anyMatch(count -> count == Statement.SUCCESS_NO_INFO)) {
            throw new SQLException(
                    "the driver did not count what it changed: reWriteBatchedInserts must be off", "HY000");
        }
        return Arrays.stream(changed).asLongStream().sum();
    }
}
