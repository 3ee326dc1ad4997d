package dev.trellis.tde.sql;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.JsonText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in a database whose words for locks and documents are not known here. Its table is the owner's to make, with {@code
 * effect_key} as primary key: what two attempts insert under one key makes the later one wait, and fail or find.
 */
final class PortableLedger implements Ledger {
    private final Connection connection;
    private final String key;

    PortableLedger(Connection connection, TaskRequest request) {
        this.connection = connection;
        this.key = Ledger.keyOf(request);
    }

    @Override
    public @Nullable ObjectNode find() throws SQLException {
        try (PreparedStatement find =
                connection.prepareStatement("select outputs from trellis_effect where effect_key = ?")) {
            find.setString(1, key);
            try (ResultSet found = find.executeQuery()) {
                if (found.next()) {
                    return (ObjectNode) JsonText.parse(found.getString(1));
                }
            }
        }
        try (PreparedStatement claim =
                connection.prepareStatement("insert into trellis_effect (effect_key, outputs) values (?, '{}')")) {
            claim.setString(1, key);
            int unused = claim.executeUpdate();
        }
        return null;
    }

    @Override
    public void keep(ObjectNode outputs) throws SQLException {
        try (PreparedStatement entry =
                connection.prepareStatement("update trellis_effect set outputs = ? where effect_key = ?")) {
            entry.setString(1, JsonText.write(outputs));
            entry.setString(2, key);
            int unused = entry.executeUpdate();
        }
    }
}
