package dev.trellis.tde.neo4j;

import dev.trellis.contract.wire.JsonFields;
import java.util.List;

/**
 * The guard-rails for Cypher.
 *
 * @param allowedUris addresses such as {@code neo4j+s://graph.example.org:7687} that may be connected to; none when policy
 *     names none
 * @param timeoutSeconds longest run of a transaction
 * @param maxRows most rows that are given inline
 * @param maxFileBytes largest file that rows may make
 */
record CypherRails(List<String> allowedUris, int timeoutSeconds, int maxRows, int maxFileBytes) {
    private static final int MIB = 1024 * 1024;

    static CypherRails of(JsonFields rails) {
        return new CypherRails(
                rails.texts("allowed_uris"),
                rails.integer("timeout_s", 1, 86_400, 30),
                rails.integer("max_rows", 1, 1_000_000, 10_000),
                rails.integer("max_file_bytes", 1, 1024 * MIB, 256 * MIB));
    }
}
