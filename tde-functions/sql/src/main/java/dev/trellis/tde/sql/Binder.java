package dev.trellis.tde.sql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.runtime.TaskFailedException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Binds JSON values to the parameters of a prepared statement. */
final class Binder {
    private final List<String> names;
    private final Dialect dialect;

    Binder(List<String> names, Dialect dialect) {
        this.names = names;
        this.dialect = dialect;
    }

    /** @param values the value of a name, null when there is none */
    void bind(PreparedStatement statement, Function<String, @Nullable JsonNode> values)
            throws SQLException, TaskFailedException {
        for (int i = 0; i < names.size(); i++) {
            JsonNode value = values.apply(names.get(i));
            if (value == null) {
                throw TaskFailedException.permanent(
                        "invalid_input",
                        "$.inputs." + names.get(i) + " is missing; the statement binds it (null may be given)");
            }
            bind(statement, i + 1, value);
        }
    }

    private void bind(PreparedStatement statement, int index, JsonNode value) throws SQLException {
        switch (value.getNodeType()) {
            case NULL -> statement.setNull(index, Types.NULL);
            case BOOLEAN -> statement.setBoolean(index, value.booleanValue());
            case STRING -> statement.setString(index, value.textValue());
            case NUMBER -> bindNumber(statement, index, value);
            case ARRAY -> bindArray(statement, index, value);
            default -> dialect.bindDocument(statement, index, JsonText.write(value));
        }
    }

    private static void bindNumber(PreparedStatement statement, int index, JsonNode value) throws SQLException {
        if (value.isIntegralNumber() && value.canConvertToInt()) {
            statement.setInt(index, value.intValue());
        } else if (value.isIntegralNumber() && value.canConvertToLong()) {
            statement.setLong(index, value.longValue());
        } else {
            statement.setBigDecimal(index, value.decimalValue());
        }
    }

    /** Arrays of texts and of whole numbers serve {@code = any(:names)}; all others are JSON. */
    private void bindArray(PreparedStatement statement, int index, JsonNode array) throws SQLException {
        List<JsonNode> items = StreamSupport.stream(array.spliterator(), false).toList();
        var connection = statement.getConnection();
        if (items.stream().allMatch(JsonNode::isTextual)) {
            Object[] texts = items.stream().map(JsonNode::textValue).toArray();
            statement.setArray(index, connection.createArrayOf(dialect.arrayOf(true), texts));
        } else if (items.stream().allMatch(item -> item.isIntegralNumber() && item.canConvertToLong())) {
            Object[] numbers = items.stream().map(JsonNode::longValue).toArray();
            statement.setArray(index, connection.createArrayOf(dialect.arrayOf(false), numbers));
        } else {
            dialect.bindDocument(statement, index, JsonText.write(array));
        }
    }
}
