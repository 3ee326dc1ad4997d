package dev.trellis.tde.neo4j;

import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.WireFormatException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an entry asks of the graph.
 *
 * @param statements in order, in one transaction
 * @param database null for the server's own default
 * @param bookmarks whether the outputs hold the bookmark of the transaction
 * @param saveAs the file that takes the rows, null when they are given inline
 */
record CypherWork(
        Mode mode,
        List<String> statements,
        @Nullable String database,
        boolean bookmarks,
        @Nullable String saveAs) {
    enum Mode {
        /** The server refuses what would change something. */
        READ,
        WRITE
    }

    static CypherWork of(JsonFields settings) {
        List<String> statements =
                settings.has("statement") ? List.of(settings.text("statement")) : settings.texts("statements");
        String saveAs = settings.optionalText("save_as");
        if (statements.isEmpty() || (saveAs != null && statements.size() > 1)) {
            throw new WireFormatException(
                    "$.settings.statement", "one statement is expected, or several as statements that save no rows");
        }
        if (saveAs != null && !saveAs.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}\\.(csv|ndjson)")) {
            throw new WireFormatException(
                    "$.settings.save_as", "expected a file name that ends in .csv or .ndjson, found " + saveAs);
        }
        return new CypherWork(
                settings.word("mode", Mode.class, Mode.READ),
                statements,
                settings.optionalText("database"),
                settings.flag("bookmarks", false),
                saveAs);
    }
}
