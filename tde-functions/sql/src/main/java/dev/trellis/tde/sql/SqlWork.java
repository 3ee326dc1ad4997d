package dev.trellis.tde.sql;

import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.WireFormatException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an entry asks of the database.
 *
 * @param statements in order, in one transaction; none in mode load
 * @param columns batch and load: the column of a parameter in the file, where their names differ
 * @param load mode load only
 * @param session how the transaction runs
 */
record SqlWork(
        Mode mode,
        List<String> statements,
        Map<String, String> columns,
        @Nullable Load load,
        Session session) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
    private static final Pattern TABLE = Pattern.compile(NAME.pattern() + "(\\." + NAME.pattern() + ")?");
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}\\.(csv|ndjson)");

    enum Mode {
        /** One statement that gives rows, read-only. */
        QUERY,
        /** One or more statements that change something. */
        UPDATE,
        /** One statement, for each of many rows. */
        BATCH,
        /** Many rows into a table. */
        LOAD
    }

    /** @param emptyIsNull whether an empty text is taken for null */
    record Load(String table, List<String> columns, boolean emptyIsNull) {}

    /**
     * @param once whether a ledger in the database keeps the effect from happening twice
     * @param role whose rights the transaction has, null for the connection's own
     * @param saveAs query only: the file that takes the rows
     */
    record Session(
            boolean once, @Nullable String role, @Nullable String saveAs) {}

    static SqlWork of(JsonFields settings) {
        Mode mode = settings.word("mode", Mode.class, Mode.QUERY);
        Session session = new Session(
                settings.flag("once", false),
                named(settings, "role", NAME, "a plain name"),
                named(settings, "save_as", FILE, "a file name that ends in .csv or .ndjson"));
        if (session.once && mode == Mode.QUERY) {
            throw new WireFormatException("$.settings.once", "a query has no effect to keep from happening twice");
        }
        if (session.saveAs != null && mode != Mode.QUERY) {
            throw new WireFormatException("$.settings.save_as", "only the rows of a query are saved");
        }
        Load load = mode == Mode.LOAD ? load(settings.fields("into")) : null;
        List<String> statements = load == null ? statements(settings, mode) : List.of();
        return new SqlWork(mode, statements, settings.textMap("columns"), load, session);
    }

    private static List<String> statements(JsonFields settings, Mode mode) {
        List<String> texts =
                settings.has("statement") ? List.of(settings.text("statement")) : settings.texts("statements");
        if (texts.isEmpty() || (texts.size() > 1 && mode != Mode.UPDATE)) {
            throw new WireFormatException(
                    "$.settings.statement", "one statement is expected (mode update takes several as statements)");
        }
        return texts;
    }

    private static Load load(JsonFields into) {
        Load load = new Load(into.text("table"), into.texts("columns"), into.flag("empty_is_null", true));
        into.refuseRest();
        if (!TABLE.matcher(load.table).matches()) {
            throw new WireFormatException(into.pathOf("table"), "expected a name such as strike or work.strike");
        }
        boolean named = !load.columns.isEmpty()
                && load.columns.stream().distinct().count() == load.columns.size()
                && load.columns.stream().allMatch(column -> NAME.matcher(column).matches());
        if (!named) {
            throw new WireFormatException(into.pathOf("columns"), "expected the names of the columns, each once");
        }
        return load;
    }

    private static @Nullable String named(JsonFields settings, String setting, Pattern pattern, String expected) {
        String name = settings.optionalText(setting);
        if (name != null && !pattern.matcher(name).matches()) {
            throw new WireFormatException("$.settings." + setting, "expected " + expected);
        }
        return name;
    }
}
