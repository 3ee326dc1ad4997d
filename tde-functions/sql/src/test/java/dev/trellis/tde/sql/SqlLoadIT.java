package dev.trellis.tde.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.testkit.RequestBuilder;
import dev.trellis.tde.testkit.TaskBench;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files into tables and rows into files, on PostgreSQL and on a database that is known by its JDBC driver alone. */
final class SqlLoadIT {
    private static final String H2 = "jdbc:h2:mem:load;DB_CLOSE_DELAY=-1";
    private static final String TEXTS = "create table note (id bigint primary key, text varchar(10000), flown date)";

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
    void createTables() throws SQLException {
        for (String database : List.of("pg", "h2")) {
            execute(database, "drop table if exists note");
            execute(database, "drop table if exists trellis_effect");
            execute(database, TEXTS);
        }
        execute(
                "h2",
                "create table trellis_effect (effect_key varchar(300) primary key, outputs varchar(100000) not null)");
        bench = TaskBench.of(new SqlKind(
                Map.of("TRELLIS_SQL_PG_URL", postgres.getJdbcUrl("postgres", "postgres"), "TRELLIS_SQL_H2_URL", H2)));
    }

    @ParameterizedTest
    @CsvSource({"pg, csv", "pg, ndjson", "h2, csv", "h2, ndjson"})
    void shouldLoadEveryRowOnceWhenANewAttemptRepeatsIt(String database, String kind) throws Exception {
        // given 1,300 rows with what CSV finds hard, one text empty
        StringBuilder file = new StringBuilder(kind.equals("csv") ? "id,body,flown\n" : "");
        for (int i = 0; i < 1300; i++) {
            String text = i == 7 ? "" : "a \"b\", c\n\\N " + i;
            file.append(
                    kind.equals("csv")
                            ? i + ",\"" + text.replace("\"", "\"\"") + "\",2026-01-31\n"
                            : "{\"id\":" + i + ",\"body\":" + JsonText.quote(text) + ",\"flown\":\"2026-01-31\"}\n");
        }
        String uri = bench.store("in/notes." + kind, file.toString()).uri();
        RequestBuilder load = request(
                        database,
                        "'mode':'load','once':true,'columns':{'text':'body'},"
                                + "'into':{'table':'note','columns':['id','text','flown']}")
                .inputs("{\"" + kind + "\":\"" + uri + "\"}");

        // when
        var first = bench.outputs(load.build());
        bench.loseOutcomes();
        var second = bench.outputs(load.task("task-1", 2).build());

        // then
        assertThat(JsonText.write(first)).isEqualTo("{\"row_count\":1300,\"updated\":1300}");
        assertThat(second).isEqualTo(first);
        assertThat(single(database, "select count(*) from note")).isEqualTo("1300");
        assertThat(single(database, "select text from note where id = 42")).isEqualTo("a \"b\", c\n\\N 42");
        assertThat(single(database, "select count(*) from note where text is null"))
                .isEqualTo("1");
        assertThat(single(database, "select max(flown) from note")).isEqualTo("2026-01-31");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg", "h2"})
    void shouldChangeNothingWhenARowDoesNotFit(String database) throws Exception {
        // given
        String uri =
                bench.store("in/notes.csv", "id,text\n1,a\nsecret-word,b\n").uri();
        var load = request(database, "'mode':'load','into':{'table':'note','columns':['id','text']}")
                .inputs("{\"csv\":\"" + uri + "\"}");

        // when
        TaskError error = bench.error(load.build());

        // then
        assertThat(error.code()).startsWith("sql_22");
        assertThat(error.retryable()).isFalse();
        assertThat(single(database, "select count(*) from note")).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({"pg, rows.csv", "pg, rows.ndjson", "h2, rows.csv"})
    void shouldStreamRowsIntoAFileWhenTheyAreToBeSaved(String database, String name) throws Exception {
        // given more rows than may be given inline
        for (int i = 0; i < 120; i++) {
            execute(database, "insert into note values (" + i + ", 'x, y', null)");
        }
        var query = request(
                database,
                "'save_as':'" + name + "'",
                "select id as id, text as text, flown as flown from note order by id");

        // when
        var outputs = bench.outputs(query.build());

        // then
        List<String> lines =
                bench.read(outputs.get("artifact").textValue()).lines().toList();
        assertThat(outputs.get("row_count").intValue()).isEqualTo(120);
        assertThat(lines).hasSize(name.endsWith("csv") ? 121 : 120);
        assertThat(lines.getLast())
                .isEqualTo(name.endsWith("csv") ? "119,\"x, y\"," : "{\"id\":119,\"text\":\"x, y\",\"flown\":null}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'mode':'load','into':{'table':'note; drop table note','columns':['id']}         | invalid_request
            'mode':'load','into':{'table':'note','columns':['id) select 1 --']}             | invalid_request
            'mode':'load','into':{'table':'note','columns':[]}                              | invalid_request
            'mode':'load'                                                                   | invalid_request
            'mode':'load','into':{'table':'note','columns':['id','text']}                   | invalid_input
            'role':'x; drop table note; --' ,'statement':'select 1'                         | invalid_request
            'role':'nobody','statement':'select 1'                                          | sql_22023
            'save_as':'../x.csv','statement':'select 1'                                     | invalid_request
            'save_as':'x.csv','statement':'select generate_series(1, 99999)'                | sql_too_many_rows
            """)
    void shouldFailWithCodeWhenSettingsAre(String settings, String code) throws Exception {
        // given
        String uri = bench.store("in/notes.csv", "id\n1\n").uri();
        var request = request("pg", settings).inputs("{\"csv\":\"" + uri + "\"}");

        // when
        TaskError error = bench.error(request.build());

        // then
        assertThat(error.code()).as(error.message()).isEqualTo(code);
        assertThat(single("pg", "select count(*) from note")).isEqualTo("0");
    }

    @Test
    void shouldHaveTheRightsOfTheRoleAloneWhenOneIsNamed() throws Exception {
        // given
        execute("pg", "do $$ begin create role reader; exception when duplicate_object then null; end $$");
        execute("pg", "grant select on note to reader");
        String insert = "insert into note values (1, 'x', null)";

        // when
        var read = bench.outputs(request("pg", "'role':'reader'", "select count(*) as n from note")
                .build());
        TaskError written = bench.error(request("pg", "'role':'reader','mode':'update'", insert)
                .task("task-2", 1)
                .build());
        var unbound = bench.outputs(
                request("pg", "'mode':'update'", insert).task("task-3", 1).build());

        // then
        assertThat(read.at("/rows/0/n").intValue()).isZero();
        assertThat(written.code()).isEqualTo("sql_42501");
        assertThat(unbound.get("updated").intValue()).isEqualTo(1);
    }

    @Test
    void shouldStopTheStatementWhenAnotherDatabaseRunsTooLong() throws Exception {
        // given
        var slow = request(
                "h2", "'mode':'query'", "select count(*) from system_range(1, 100000) a, system_range(1, 100000) b");

        // when
        TaskError error = bench.error(slow.build());

        // then
        assertThat(error.code()).as(error.message()).isEqualTo("sql_timeout");
        assertThat(error.retryable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg", "h2"})
    void shouldTakeHostileTextsAsTextsWhereverTheyStand(String database) throws Exception {
        // given
        List<String> hostile = HostileTexts.all();
        String csv = HostileTexts.csv(hostile);
        String uri = bench.store("in/hostile.csv", csv).uri();
        execute(database, "create table if not exists canary (id int)");
        List<String> wrong = new ArrayList<>();

        // when
        int task = 0;
        for (String text : hostile) {
            var echo = request(database, "'mode':'query'", "select cast(:t as varchar(10000)) as t")
                    .inputs(JsonText.write(JsonText.object().put("t", text).put(text + "x", "name")))
                    .task("echo-" + ++task, 1);
            String back = bench.outputs(echo.build())
                    .at("/rows/0")
                    .properties()
                    .iterator()
                    .next()
                    .getValue()
                    .textValue();
            if (!back.equals(text)) {
                wrong.add(text + " came back as " + back);
            }
        }
        var batch = request(database, "'mode':'batch'", "insert into note (id, text) values (cast(:id as int), :text)")
                .inputs("{\"csv\":\"" + uri + "\"}");
        var loaded = bench.outputs(batch.build());
        execute(database, "delete from note");
        var load = request(
                        database, "'mode':'load','into':{'table':'note','columns':['id','text'],'empty_is_null':false}")
                .inputs("{\"csv\":\"" + uri + "\"}")
                .task("load", 1);
        var copied = bench.outputs(load.build());

        // then
        assertThat(hostile.size() * 3).isGreaterThan(300);
        assertThat(wrong).isEmpty();
        assertThat(loaded.get("updated").intValue()).isEqualTo(hostile.size());
        assertThat(copied.get("updated").intValue()).isEqualTo(hostile.size());
        assertThat(texts(database)).isEqualTo(hostile);
        assertThat(single(database, "select count(*) from canary")).isEqualTo("0");
    }

    private RequestBuilder request(String database, String others) {
        return bench.request().ref(database).settings(settings(others));
    }

    private RequestBuilder request(String database, String others, String statement) {
        var settings = JsonText.parseObject(new Json(settings(others).replace('\'', '"')));
        return bench.request().ref(database).settings(JsonText.json(settings.put("statement", statement)));
    }

    private static String settings(String others) {
        return "{" + others + ",'guard_rails':{'sql':{'connections':['pg','h2'],'statement_timeout_s':2,'max_rows':50,"
                + "'max_file_bytes':100000}}}";
    }

    private static Connection connect(String database) throws SQLException {
        return database.equals("h2")
                ? DriverManager.getConnection(H2)
                : postgres.getPostgresDatabase().getConnection();
    }

    private static void execute(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(sql);
        }
    }

    private static String single(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static List<String> texts(String database) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select text from note order by id")) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
