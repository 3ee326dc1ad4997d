package dev.trellis.tde.sql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.tde.runtime.TaskFailedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/** Rows as batches of one insert statement. */
final class BatchLoad implements BulkLoad {
    private static final int BATCH_ROWS = 500;

    private final PreparedStatement insert;
    private final Binder binder;
    private final List<String> columns;
    private long rows;

    BatchLoad(Connection connection, SqlWork.Load into) throws SQLException {
        this.columns = into.columns();
        this.binder = new Binder(columns, new OtherDatabase());
        this.insert = connection.prepareStatement("insert into %s (%s) values (%s)"
                .formatted(
                        into.table(),
                        String.join(", ", columns),
                        String.join(", ", Collections.nCopies(columns.size(), "?"))));
    }

    @Override
    public void add(List<JsonNode> cells) throws SQLException, TaskFailedException {
        binder.bind(insert, name -> cells.get(columns.indexOf(name)));
        insert.addBatch();
        if (++rows % BATCH_ROWS == 0) {
            int[] unused = insert.executeBatch();
        }
    }

    @Override
    public long end() throws SQLException {
        int[] unused = insert.executeBatch();
        return rows;
    }

    @Override
    public void close() throws SQLException {
        insert.close();
    }
}
