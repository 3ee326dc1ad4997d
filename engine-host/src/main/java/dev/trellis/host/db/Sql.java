package dev.trellis.host.db;

import java.sql.Connection;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;

/** Jdbi, set up for PostgreSQL. */
public final class Sql {
    /** Shared, since it remembers the statements that it has parsed and each engine transaction sets Jdbi up anew. */
    private static final SqlParser PARSER = new ColonPrefixSqlParser();

    /** A handle on a connection that somebody else commits and closes. */
    public static Handle on(Connection connection) {
        return prepared(Jdbi.create(connection)).open();
    }

    static Jdbi over(DataSource dataSource) {
        return prepared(Jdbi.create(dataSource));
    }

    private static Jdbi prepared(Jdbi jdbi) {
        // No statement has attributes to fill in, so the text that is written is the text that is parsed.
        jdbi.getConfig(SqlStatements.class)
                .setTemplateEngine(TemplateEngine.NOP)
                .setSqlParser(PARSER);
        return jdbi.registerArrayType(String.class, "text");
    }

    private Sql() {}
}
