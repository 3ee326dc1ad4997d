package dev.trellis.platform;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** The table in which the trial's tasks leave their effects: a key once, with a count of the times it was written. */
final class Ledger {
    private static final String UNDEFINED_TABLE = "42P01";

    private final String url;

    Ledger(String url) {
        this.url = url;
    }

    /** Key to the number of times it was written, for keys with a prefix. */
    Map<String, Integer> effects(String prefix) {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement query =
                        connection.prepareStatement("select key, times from effect where key like ? || '%'")) {
            query.setString(1, prefix);
            Map<String, Integer> effects = new TreeMap<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    effects.put(rows.getString(1), rows.getInt(2));
                }
            }
            return effects;
        } catch (SQLException e) {
            if (UNDEFINED_TABLE.equals(e.getSQLState())) {
                return Map.of();
            }
            throw new AssertionError("the ledger cannot be read", e);
        }
    }
}
