package dev.trellis.tde.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.runtime.RowFile;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one task does on one connection, inside a transaction that the caller ends. */
final class SqlSession {
    private static final int BATCH_ROWS = 500;
    private static final int FETCH_ROWS = 500;
    private static final int PROGRESS_ROWS = 10_000;

    private final Connection connection;
    private final Dialect dialect;
    private final TaskScope scope;
    private final SqlRails rails;

    SqlSession(KeptConnections.Lease lease, TaskScope scope, SqlRails rails) {
        this.connection = lease.connection();
        this.dialect = lease.dialect();
        this.scope = scope;
        this.rails = rails;
    }

    /** The outputs; a file of rows stands with its address in them. */
    ObjectNode run(SqlWork work) throws SQLException, IOException, TaskFailedException {
        return switch (work.mode()) {
            case QUERY -> query(work);
            case UPDATE -> update(work);
            case BATCH -> batch(work);
            case LOAD -> load(work, Objects.requireNonNull(work.load()));
        };
    }

    private ObjectNode query(SqlWork work) throws SQLException, IOException, TaskFailedException {
        try (PreparedStatement prepared = prepare(work.statements().getFirst())) {
            prepared.setFetchSize(FETCH_ROWS);
            try (ResultSet rows = prepared.executeQuery()) {
                String saveAs = work.session().saveAs();
                return saveAs == null ? inline(rows) : saved(rows, saveAs);
            }
        }
    }

    private ObjectNode inline(ResultSet rows) throws SQLException, TaskFailedException {
        ArrayNode read = new RowReader(rails.maxRows()).read(rows);
        ObjectNode outputs = JsonText.object();
        outputs.set("rows", read);
        return outputs.put("row_count", read.size());
    }

    private ObjectNode saved(ResultSet rows, String name) throws SQLException, IOException, TaskFailedException {
        Path file = scope.folder().resolve("rows.part");
        long count;
        try (RowFile out = RowFile.create(file, name, new RowFile.Limit(rails.maxFileBytes(), "sql_too_many_rows"))) {
            count = RowReader.forEach(rows, out::add);
        }
        ArtifactRef stored = scope.upload(name, file);
        return RowFile.described(stored).put("row_count", count);
    }

    private ObjectNode load(SqlWork work, SqlWork.Load into) throws SQLException, IOException, TaskFailedException {
        long[] rows = new long[1];
        try (BulkLoad load = dialect.load(connection, into)) {
            new BatchSource(scope, work.columns()).forEach(values -> {
                load.add(cells(into, values));
                if (++rows[0] % PROGRESS_ROWS == 0) {
                    scope.progress(null, rows[0] + " rows");
                }
            });
            return JsonText.object().put("row_count", rows[0]).put("updated", load.end());
        }
    }

    private static List<JsonNode> cells(SqlWork.Load into, Function<String, @Nullable JsonNode> values)
            throws TaskFailedException {
        List<JsonNode> cells = new ArrayList<>();
        for (String column : into.columns()) {
            JsonNode cell = values.apply(column);
            if (cell == null) {
                throw TaskFailedException.permanent(
                        "invalid_input", "no row and no input holds a value for the column " + column);
            }
            boolean empty =
                    into.emptyIsNull() && cell.isTextual() && cell.textValue().isEmpty();
            cells.add(empty ? JsonText.parse("null") : cell);
        }
        return cells;
    }

    private ObjectNode update(SqlWork work) throws SQLException, TaskFailedException {
        ArrayNode rows = JsonText.array();
        long updated = 0;
        for (String statement : work.statements()) {
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

    private PreparedStatement prepare(String text) throws SQLException, TaskFailedException {
        NamedStatement statement = dialect.parse(text);
        PreparedStatement prepared = connection.prepareStatement(statement.text());
        try {
            dialect.limit(prepared, rails);
            new Binder(statement.names(), dialect)
                    .bind(prepared, name -> scope.inputs().get(name));
            return prepared;
        } catch (SQLException | TaskFailedException unbound) {
            prepared.close();
            throw unbound;
        }
    }

    private ObjectNode batch(SqlWork work) throws SQLException, IOException, TaskFailedException {
        NamedStatement statement = dialect.parse(work.statements().getFirst());
        Binder binder = new Binder(statement.names(), dialect);
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
