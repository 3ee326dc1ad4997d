package dev.trellis.tde.sql;

import dev.trellis.contract.wire.JsonFields;
import java.util.List;

/**
 * The guard-rails for statements.
 *
 * @param connections names that may be used; none when policy names none
 * @param statementTimeoutSeconds longest run of one statement
 * @param maxRows most rows that a query may give
 * @param maxFileBytes largest file that the rows of a query may make
 */
record SqlRails(List<String> connections, int statementTimeoutSeconds, int maxRows, int maxFileBytes) {
    private static final int MIB = 1024 * 1024;

    static SqlRails of(JsonFields rails) {
        return new SqlRails(
                rails.texts("connections"),
                rails.integer("statement_timeout_s", 1, 86_400, 30),
                rails.integer("max_rows", 1, 1_000_000, 10_000),
                rails.integer("max_file_bytes", 1, 1024 * MIB, 256 * MIB));
    }
}
