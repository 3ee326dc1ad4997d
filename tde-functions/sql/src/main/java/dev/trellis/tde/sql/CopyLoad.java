package dev.trellis.tde.sql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.wire.JsonText;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/** Rows as one {@code COPY … FROM STDIN}: an empty cell without quotes is null, every other one is quoted. */
final class CopyLoad implements BulkLoad {
    private static final int FLUSH_CHARS = 64 * 1024;

    private final CopyIn copy;
    private final StringBuilder waiting = new StringBuilder();

    CopyLoad(CopyManager copies, SqlWork.Load into) throws SQLException {
        this.copy = copies.copyIn("copy %s (%s) from stdin (format csv, encoding 'UTF8')"
                .formatted(into.table(), String.join(", ", into.columns())));
    }

    @Override
    public void add(List<JsonNode> cells) throws SQLException {
        for (int i = 0; i < cells.size(); i++) {
            JsonNode cell = cells.get(i);
            waiting.append(i == 0 ? "" : ",");
            if (!cell.isNull()) {
                String text = cell.isTextual() ? cell.textValue() : JsonText.write(cell);
                waiting.append('"').append(text.replace("\"", "\"\"")).append('"');
            }
        }
        waiting.append('\n');
        if (waiting.length() > FLUSH_CHARS) {
            flush();
        }
    }

    private void flush() throws SQLException {
        byte[] bytes = waiting.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        waiting.setLength(0);
    }

    @Override
    public long end() throws SQLException {
        flush();
        return copy.endCopy();
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
