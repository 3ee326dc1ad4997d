package dev.trellis.tde.sql;

import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.WireFormatException;
import java.util.List;
import java.util.Map;

/**
 * What an entry asks of the database.
 *
 * @param statements in order, in one transaction
 * @param columns batch only: the column of a parameter, where their names differ
 * @param once whether a ledger in the database keeps the effect from happening twice
 */
record SqlWork(Mode mode, List<NamedStatement> statements, Map<String, String> columns, boolean once) {
    enum Mode {
        /** One statement that gives rows, read-only. */
        QUERY,
        /** One or more statements that change something. */
        UPDATE,
        /** One statement, for each of many rows. */
        BATCH
    }

    static SqlWork of(JsonFields settings) {
        Mode mode = settings.word("mode", Mode.class, Mode.QUERY);
        List<String> texts =
                settings.has("statement") ? List.of(settings.text("statement")) : settings.texts("statements");
        if (texts.isEmpty() || (texts.size() > 1 && mode != Mode.UPDATE)) {
            throw new WireFormatException(
                    "$.settings.statement", "one statement is expected (mode update takes several as statements)");
        }
        boolean once = settings.flag("once", false);
        if (once && mode == Mode.QUERY) {
            throw new WireFormatException("$.settings.once", "a query has no effect to keep from happening twice");
        }
        return new SqlWork(mode, texts.stream().map(NamedStatement::parse).toList(), settings.textMap("columns"), once);
    }
}
