package dev.trellis.tde.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.testkit.RequestBuilder;
import dev.trellis.tde.testkit.TaskBench;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SqlKindIT {
    private static EmbeddedPostgres postgres;

    private TaskBench bench;

    @BeforeAll
    static void startPostgres() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void createTable() throws SQLException {
        execute("drop table if exists trellis_effect; drop table if exists strike; create table strike ("
                + "line int primary key, airport text not null, day date, cost bigint check (cost >= 0), doc jsonb)");
        bench = TaskBench.of(new SqlKind(Map.of(
                "TRELLIS_SQL_WORK_URL",
                postgres.getJdbcUrl("postgres", "postgres"),
                "TRELLIS_SQL_AWAY_URL",
                "jdbc:postgresql://127.0.0.1:1/x?user=u&password=hidden",
                "TRELLIS_SQL_BROKEN_URL",
                "jdbc:mysql://u:hidden@h/x")));
    }

    @Test
    void shouldGiveRowsAsJsonWhenQueried() throws Exception {
        // given
        var request = work("select :text as t, cast(:n as int) + 1 as n, 1.50::numeric as d, true as b, null as z, "
                        + "date '2026-01-31' as day, timestamptz '2026-01-31 12:00+01' as at, "
                        + "timestamp '2026-01-31 12:00' as local, '{\"a\":[1]}'::jsonb as j, array[1,2] as xs, 'NaN'::float8 as nan "
                        + "where 'b' = any(:names)")
                .inputs("{\"text\":\"'; drop table strike; --\",\"n\":41,\"names\":[\"a\",\"b\"]}")
                .build();

        // when
        var outputs = bench.outputs(request);

        // then
        assertThat(JsonText.write(outputs))
                .isEqualTo("{\"rows\":[{\"t\":\"'; drop table strike; --\",\"n\":42,\"d\":1.50,\"b\":true,\"z\":null,"
                        + "\"day\":\"2026-01-31\",\"at\":\"2026-01-31T11:00:00Z\",\"local\":\"2026-01-31T12:00:00\","
                        + "\"j\":{\"a\":[1]},\"xs\":[1,2],\"nan\":\"NaN\"}],\"row_count\":1}");
    }

    @Test
    void shouldLoadEveryRecordWhenBatchComesAsCsv() throws Exception {
        // given
        StringBuilder csv = new StringBuilder("line,where,day\n");
        for (int i = 0; i < 1200; i++) {
            csv.append(i).append(",\"Airport, ").append(i % 7).append("\",2026-01-31\n");
        }
        ArtifactRef file = bench.store("in/strikes.csv", csv.toString());
        var request = work(
                        "insert into strike (line, airport, day, cost) values (:line, :airport, :day, :cost) "
                                + "on conflict do nothing",
                        "'mode':'batch','columns':{'airport':'where'}")
                .inputs("{\"csv\":\"" + file.uri() + "\",\"cost\":7}");

        // when
        var first = bench.outputs(request.build());
        var second = bench.outputs(request.task("task-2", 1).build());

        // then
        assertThat(JsonText.write(first)).isEqualTo("{\"row_count\":1200,\"updated\":1200}");
        assertThat(JsonText.write(second)).isEqualTo("{\"row_count\":1200,\"updated\":0}");
        assertThat(single("select count(*) || ' ' || sum(cost) || ' ' || count(distinct airport) from strike"))
                .isEqualTo("1200 8400 7");
    }

    private String backend(String task) throws Exception {
        return bench.outputs(
                        work("select pg_backend_pid() as pid").task(task, 1).build())
                .at("/rows/0/pid")
                .asText();
    }

    @Test
    void shouldStayConnectedWhenTasksFollowEachOther() throws Exception {
        assertThat(backend("task-2")).isEqualTo(backend("task-1"));
    }

    @Test
    void shouldConnectAnewWhenTheServerCutTheConnection() throws Exception {
        // given
        String first = backend("task-1");
        execute("select pg_terminate_backend(" + first + ")");

        // when
        String second = backend("task-2");

        // then
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void shouldLeaveNothingToTheNextTaskWhenOneChangedItsSession() throws Exception {
        // given
        String first = backend("task-1");
        var changed = bench.outputs(bench.request()
                .ref("work")
                .settings(settings("'mode':'update','statements':['create temp table mine (n int)',"
                        + "'set search_path to pg_catalog']"))
                .task("task-2", 1)
                .build());

        // when
        var seen = bench.outputs(work("select pg_backend_pid()::text as pid, to_regclass('pg_temp.mine')::text as mine,"
                        + " current_setting('search_path') as path")
                .task("task-3", 1)
                .build());

        // then
        assertThat(changed.path("updated").asInt()).isZero();
        assertThat(seen.at("/rows/0/pid").asText()).isEqualTo(first);
        assertThat(seen.at("/rows/0/mine").isNull()).isTrue();
        assertThat(seen.at("/rows/0/path").asText()).contains("public");
    }

    @Test
    void shouldChangeNothingWhenOneStatementOfSeveralFails() throws Exception {
        // given
        var request = bench.request()
                .ref("work")
                .settings(settings("'mode':'update','statements':["
                        + "'insert into strike (line, airport) values (1, :a)',"
                        + "'insert into strike (line, airport) values (1, :a)']"))
                .inputs("{\"a\":\"x\"}")
                .build();

        // when
        TaskError error = bench.error(request);

        // then
        assertThat(error.code()).isEqualTo("sql_23505");
        assertThat(error.retryable()).isFalse();
        assertThat(error.message()).contains("strike_pkey").doesNotContain("(1)");
        assertThat(single("select count(*) from strike")).isEqualTo("0");
    }

    @Test
    void shouldTakeTheEffectOnceWhenANewAttemptRepeatsIt() throws Exception {
        // given an effect that committed, and an outcome that was lost with its process
        RequestBuilder request = work(
                        "insert into strike (line, airport) select coalesce(max(line), 0) + 1, :a from strike "
                                + "returning line",
                        "'mode':'update','once':true")
                .inputs("{\"a\":\"x\"}");
        var first = bench.outputs(request.build());
        TaskBench fresh =
                TaskBench.of(new SqlKind(Map.of("TRELLIS_SQL_WORK_URL", postgres.getJdbcUrl("postgres", "postgres"))));

        // when
        var second = fresh.outputs(request.task("task-1", 2).build());

        // then
        assertThat(second).isEqualTo(first);
        assertThat(single("select count(*) from strike")).isEqualTo("1");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            select * from nowhere                                          | sql_42P01         | false
            selec 1                                                        | sql_42601         | false
            select 1/0                                                     | sql_22012         | false
            insert into strike (line, airport) values (1, 'x')             | sql_25006         | false
            select pg_sleep(60)                                            | sql_timeout       | true
            select generate_series(1, 100)                                 | sql_too_many_rows | false
            select 1 as a, 2 as a                                          | sql_column_twice  | false
            select :absent                                                 | invalid_input     | false
            """)
    void shouldFailWithCodeWhenStatementIs(String statement, String code, boolean retryable) throws Exception {
        // given
        var request = work(statement).build();

        // when
        TaskError error = bench.error(request);

        // then
        assertThat(error.code()).as(error.message()).isEqualTo(code);
        assertThat(error.retryable()).isEqualTo(retryable);
    }

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource({
        "other, sql_connection_refused, false",
        "unset, sql_connection_missing, false",
        "broken, sql_connection_missing, false",
        "away, sql_08001, true"
    })
    void shouldFailWithoutThePasswordWhenConnectionIs(String name, String code, boolean retryable) throws Exception {
        // given
        var request = bench.request()
                .ref(name)
                .settings(settings("'statement':'select 1'"))
                .build();

        // when
        TaskError error = bench.error(request);

        // then
        assertThat(error.code()).as(error.message()).isEqualTo(code);
        assertThat(error.retryable()).isEqualTo(retryable);
        assertThat(error.message()).doesNotContain("hidden");
    }

    @Test
    void shouldStopTheStatementWhenTimeIsUp() throws Exception {
        // given
        var request = work("insert into strike (line, airport) select 1, 'x' from pg_sleep(60)", "'mode':'update'")
                .timeoutSeconds(1)
                .build();

        // when
        TaskError error = bench.error(request);

        // then
        assertThat(error.code()).isEqualTo("timeout");
        assertThat(single("select count(*) from strike")).isEqualTo("0");
        assertThat(
                        single(
                                "select count(*) from pg_stat_activity where application_name = 'trellis' and state = 'active'"))
                .isEqualTo("0");
    }

    private RequestBuilder work(String statement) {
        return work(statement, "'mode':'query'");
    }

    private RequestBuilder work(String statement, String others) {
        var settings = JsonText.parseObject(new Json(settings(others).replace('\'', '"')));
        return bench.request().ref("work").settings(JsonText.json(settings.put("statement", statement)));
    }

    private static String settings(String others) {
        String rails = "'guard_rails':{'sql':{'connections':['work','away','unset','broken'],"
                + "'statement_timeout_s':2,'max_rows':50}}";
        return "{" + others + "," + rails + "}";
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(sql);
        }
    }

    private static String single(String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
