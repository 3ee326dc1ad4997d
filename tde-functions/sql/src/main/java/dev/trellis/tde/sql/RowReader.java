package dev.trellis.tde.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.runtime.TaskFailedException;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Locale;

/** Reads rows into JSON objects, one member a column; a repeated column name is refused. */
final class RowReader {
    private final int maxRows;

    RowReader(int maxRows) {
        this.maxRows = maxRows;
    }

    /** Takes one row after the other. */
    @FunctionalInterface
    interface Consumer {
        void accept(ObjectNode row) throws IOException, TaskFailedException;
    }

    /** Reads rows without keeping them, however many there are. */
    static long forEach(ResultSet rows, Consumer consumer) throws SQLException, IOException, TaskFailedException {
        ResultSetMetaData columns = rows.getMetaData();
        long count = 0;
        while (rows.next()) {
            consumer.accept(row(rows, columns));
            count++;
        }
        return count;
    }

    ArrayNode read(ResultSet rows) throws SQLException, TaskFailedException {
        ResultSetMetaData columns = rows.getMetaData();
        ArrayNode read = JsonText.array();
        while (rows.next()) {
            if (read.size() == maxRows) {
                throw TaskFailedException.permanent(
                        "sql_too_many_rows",
                        "the query gives more than the %d rows allowed; add a limit or aggregate".formatted(maxRows));
            }
            read.add(row(rows, columns));
        }
        return read;
    }

    private static ObjectNode row(ResultSet rows, ResultSetMetaData columns) throws SQLException, TaskFailedException {
        ObjectNode row = JsonText.object();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            String name = columns.getColumnLabel(column);
            if (row.has(name)) {
                throw TaskFailedException.permanent(
                        "sql_column_twice", "two columns are called " + name + "; name one of them with AS");
            }
            row.set(name, value(rows, columns, column));
        }
        return row;
    }

    private static JsonNode value(ResultSet rows, ResultSetMetaData columns, int column) throws SQLException {
        ObjectNode holder = JsonText.object();
        if (rows.getObject(column) == null) {
            return holder.putNull("v").get("v");
        }
        return switch (columns.getColumnType(column)) {
            case Types.SMALLINT, Types.INTEGER, Types.BIGINT ->
                holder.put("v", rows.getLong(column)).get("v");
            case Types.NUMERIC, Types.DECIMAL -> number(holder, rows.getString(column));
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> number(holder, rows.getString(column));
            case Types.BOOLEAN, Types.BIT ->
                holder.put("v", rows.getBoolean(column)).get("v");
            case Types.TIMESTAMP_WITH_TIMEZONE -> text(holder, instant(rows, column));
            case Types.TIMESTAMP -> text(holder, timestamp(rows, columns, column));
            case Types.BINARY, Types.VARBINARY ->
                text(holder, Base64.getEncoder().encodeToString(rows.getBytes(column)));
            case Types.ARRAY -> array(rows.getArray(column));
            default -> other(holder, rows, columns, column);
        };
    }

    /** NaN and the infinities are numbers to PostgreSQL and none to JSON. */
    private static JsonNode number(ObjectNode holder, String text) {
        return text.matches("[-+0-9.eE]+")
                ? holder.put("v", new BigDecimal(text)).get("v")
                : text(holder, text);
    }

    /** PostgreSQL's driver calls both kinds of time stamp by one type. */
    private static String timestamp(ResultSet rows, ResultSetMetaData columns, int column) throws SQLException {
        return columns.getColumnTypeName(column).equals("timestamptz")
                ? instant(rows, column)
                : rows.getString(column).replace(' ', 'T');
    }

    private static String instant(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant().toString();
    }

    private static JsonNode other(ObjectNode holder, ResultSet rows, ResultSetMetaData columns, int column)
            throws SQLException {
        String text = rows.getString(column);
        return columns.getColumnTypeName(column).toLowerCase(Locale.ROOT).startsWith("json")
                ? JsonText.parse(text)
                : text(holder, text);
    }

    private static JsonNode array(Array array) throws SQLException {
        ArrayNode items = JsonText.array();
        for (Object item : (Object[]) array.getArray()) {
            switch (item) {
                case null -> items.addNull();
                case Boolean flag -> items.add(flag);
                case Object[] nested -> items.add(java.util.Arrays.deepToString(nested));
                case Number number -> items.add(new BigDecimal(number.toString()));
                default -> items.add(item.toString());
            }
        }
        return items;
    }

    private static JsonNode text(ObjectNode holder, String text) {
        return holder.put("v", text).get("v");
    }
}
