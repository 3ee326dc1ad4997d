package dev.trellis.tde.sql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.tde.runtime.TaskFailedException;
import java.sql.SQLException;
import java.util.List;

/** Rows on their way into a table. What was begun and neither ended nor closed is undone with its transaction. */
interface BulkLoad extends AutoCloseable {
    /** @param cells in the order of the columns */
    void add(List<JsonNode> cells) throws SQLException, TaskFailedException;

    /** How many rows the table took. */
    long end() throws SQLException;

    @Override
    void close() throws SQLException;
}
