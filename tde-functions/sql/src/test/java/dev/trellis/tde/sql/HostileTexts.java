package dev.trellis.tde.sql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Texts that become statements wherever a value is made part of one. */
final class HostileTexts {
    private static final List<String> CLOSERS =
            List.of("'", "\"", "''", "\\'", "$$", "`", ")", "'))", "\u02bc", "%27", "*/", "\n");

    private static final List<String> STATEMENTS = List.of(
            "; drop table canary",
            "; insert into canary values (1)",
            " or 1=1",
            " union select 1, 'x', null",
            "; copy canary from program 'true'",
            " || (select 'x')",
            "; commit; drop table note",
            "; set role postgres",
            "; shutdown");

    private static final List<String> ENDS = List.of("", " --", " /*", "#");

    private static final List<String> ODD = List.of(
            "?",
            ":t",
            "::int",
            "$1",
            "{t}",
            "\\.",
            "\\N",
            "null",
            "default",
            "\t",
            ";",
            "\\x27",
            "E'\\''",
            "{d '2026-01-01'}");

    static List<String> all() {
        Set<String> all = new LinkedHashSet<>(ODD);
        for (String closer : CLOSERS) {
            for (String statement : STATEMENTS) {
                all.add(closer + statement + ENDS.get(all.size() % ENDS.size()));
            }
        }
        return new ArrayList<>(all);
    }

    /** The texts as a file of the columns id and text. */
    static String csv(List<String> texts) {
        StringBuilder csv = new StringBuilder("id,text\n");
        for (int i = 0; i < texts.size(); i++) {
            csv.append(i)
                    .append(",\"")
                    .append(texts.get(i).replace("\"", "\"\""))
                    .append("\"\n");
        }
        return csv.toString();
    }

    private HostileTexts() {}
}
