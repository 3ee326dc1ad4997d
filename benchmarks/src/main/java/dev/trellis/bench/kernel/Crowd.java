package dev.trellis.bench.kernel;

import dev.trellis.contract.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Many instances that wait, made at once: one is started in the ordinary way, its task counted as sent, and its rows are copied
 * by SQL under other ids. Their audit trails are not copied. Nothing goes on in them while others are measured.
 */
final class Crowd {
    private static final List<String> TABLES = List.of("public.act_ru_execution", "trellis.instance", "trellis.task");

    /** Makes so many instances of a process wait. */
    static void make(BareKernel kernel, Server server, String database, String process, int instances)
            throws SQLException {
        String model = kernel.start(process, Json.EMPTY_OBJECT);
        server.execute(
                database,
                "update trellis.task set status = 'queued', watch_at = clock_timestamp() + interval '1 day',"
                        + " not_after = clock_timestamp() + interval '1 day' where instance_id = '" + model + "'");
        try (Connection connection = server.access().connect(database);
                var statement = connection.createStatement()) {
            List<String> ids = new ArrayList<>();
            try (var rows = statement.executeQuery("select id_ from public.act_ru_execution where proc_inst_id_ = '"
                    + model + "' union select id from trellis.task where instance_id = '" + model
                    + "' union select attempt_token from trellis.task where instance_id = '" + model + "'")) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
            for (String table : TABLES) {
                statement.execute(copy(table, model, ids, instances - 1));
            }
            statement.execute("vacuum analyze");
        }
    }

    private static String copy(String table, String model, List<String> ids, int copies) {
        String owner =
                switch (table) {
                    case "public.act_ru_execution" -> "proc_inst_id_";
                    case "trellis.instance" -> "id";
                    default -> "instance_id";
                };
        String row = "model.line";
        for (String id : ids) {
            row = "replace(%s, '%s', '%s-' || n)".formatted(row, id, id);
        }
        return """
                insert into %1$s select copied.* from generate_series(1, %2$d) as n,
                  (select to_jsonb(t)::text as line from %1$s t where t.%3$s = '%4$s') as model,
                  lateral jsonb_populate_record(null::%1$s, (%5$s)::jsonb) as copied
                """.formatted(table, copies, owner, model, row);
    }

    private Crowd() {}
}
