package dev.trellis.tde.sql;

import dev.trellis.contract.task.TaskRequest;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What differs between the products that a JDBC URL may mean. */
sealed interface Dialect permits Postgres, OtherDatabase {
    static Dialect of(String url) {
        return url.startsWith("jdbc:postgresql:") ? new Postgres() : new OtherDatabase();
    }

    /** The product, as OpenTelemetry names it. */
    String system();

    /** What a connection is opened with; no secret. */
    Properties properties(SqlRails rails);

    /** A connection, null when no driver of the function knows the URL. */
    @Nullable
    Connection connect(String url, Properties properties) throws SQLException;

    /** Takes off what a task left of its session; says whether the next task may have the connection. */
    boolean reset(Connection used);

    /** Ends the statement that runs, from another thread. */
    void cancel(Connection connection) throws SQLException;

    /** The text that the driver prepares. */
    NamedStatement parse(String sql);

    /** Holds a statement to its time where the connection does not. */
    void limit(PreparedStatement statement, SqlRails rails) throws SQLException;

    /** Binds a JSON document. */
    void bindDocument(PreparedStatement statement, int index, String json) throws SQLException;

    /** The product's name for the type of an array's items. */
    String arrayOf(boolean texts);

    /** Lets what follows in the transaction run with the rights of a role alone. */
    void become(Connection connection, String role) throws SQLException;

    /** Where the database keeps the effects that it has taken. */
    Ledger ledger(Connection connection, TaskRequest request);

    /** Takes rows into a table, the fastest way that the product has. */
    BulkLoad load(Connection connection, SqlWork.Load into) throws SQLException, IOException;
}
