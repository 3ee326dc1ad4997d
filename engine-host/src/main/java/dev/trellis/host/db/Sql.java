package dev.trellis.host.db;

import java.sql.Connection;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Jdbi, set up for PostgreSQL. */
public final class Sql {
    /** A handle on a connection that somebody else commits and closes. */
    public static Handle on(Connection connection) {
        return prepared(Jdbi.create(connection)).open();
    }

    static Jdbi over(DataSource dataSource) {
        return prepared(Jdbi.create(dataSource));
    }

    private static Jdbi prepared(Jdbi jdbi) {
        return jdbi.registerArrayType(String.class, "text");
    }

    private Sql() {}
}
