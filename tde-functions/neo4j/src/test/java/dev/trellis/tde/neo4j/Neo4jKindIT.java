package dev.trellis.tde.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.testkit.RequestBuilder;
import dev.trellis.tde.testkit.TaskBench;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neo4j.harness.Neo4j;
import org.neo4j.harness.Neo4jBuilders;

final class Neo4jKindIT {
    /** The first statements make the server compile itself warm. */
    private static final int PATIENCE = 25;

    private static Neo4j server;

    private TaskBench bench;

    @BeforeAll
    static void startServer() {
        server = Neo4jBuilders.newInProcessBuilder().withDisabledServer().build();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void empty() {
        server.defaultDatabaseService().executeTransactionally("match (n) detach delete n");
        bench = TaskBench.of(new Neo4jKind(Map.of(
                "TRELLIS_NEO4J_GRAPH_URI", server.boltURI().toString(),
                "TRELLIS_NEO4J_AWAY_URI", "bolt://127.0.0.1:1",
                "TRELLIS_NEO4J_OTHER_URI", "bolt://127.0.0.2:7687",
                "TRELLIS_NEO4J_ODD_URI", "http://127.0.0.1:1")));
    }

    @Test
    void shouldWriteAndReadWhenParametersAreBound() throws Exception {
        // given
        var write = graph(
                        "'mode':'write'",
                        "merge (a:Airport {code: $code}) set a.strikes = $n, a.tags = $tags "
                                + "merge (a)-[r:NEAR {km: 1.5}]->(b:Airport {code: 'B'}) return a, r, b.none as none")
                .inputs("{\"code\":\"A\",\"n\":3,\"tags\":[\"x\",\"y\"]}");

        // when
        var first = bench.outputs(write.build());
        var second = bench.outputs(write.task("task-2", 1).build());
        var read =
                bench.outputs(graph("'mode':'read'", "match p = (:Airport {code: $code})-->() return length(p) as n, p")
                        .inputs("{\"code\":\"A\"}")
                        .task("task-3", 1)
                        .build());

        // then
        assertThat(first.at("/rows/0/a/labels/0").textValue()).isEqualTo("Airport");
        assertThat(JsonText.write(first.at("/rows/0/a/properties/tags"))).isEqualTo("[\"x\",\"y\"]");
        assertThat(first.at("/rows/0/r/type").textValue()).isEqualTo("NEAR");
        assertThat(first.at("/rows/0/none").isNull()).isTrue();
        assertThat(first.get("changed").intValue()).isPositive();
        assertThat(second.at("/row_count").intValue()).isEqualTo(1);
        assertThat(read.at("/rows/0/n").intValue()).isEqualTo(1);
        assertThat(read.at("/rows/0/p").size()).isEqualTo(3);
        assertThat(count("Airport")).isEqualTo(2);
    }

    @Test
    void shouldChangeNothingWhenOneStatementOfSeveralFails() throws Exception {
        // given
        var request = bench.request()
                .ref("graph")
                .settings(settings("'mode':'write','statements':['create (:Kept {n: 1})','create (:Kept {n: 1/0})']"));

        // when
        TaskError error = bench.error(request.build());

        // then
        assertThat(error.code()).isEqualTo("neo4j_ArithmeticError");
        assertThat(count("Kept")).isZero();
    }

    @Test
    void shouldHandBookmarksOnWhenAskedTo() throws Exception {
        // given
        var write = graph("'mode':'write','bookmarks':true", "create (:Kept)").inputs("{}");

        // when
        var written = bench.outputs(write.build());
        var read = bench.outputs(graph("'bookmarks':true", "match (k:Kept) return count(k) as n")
                .inputs("{\"bookmarks\":" + JsonText.write(written.get("bookmarks")) + "}")
                .task("task-2", 1)
                .build());

        // then
        assertThat(written.get("bookmarks")).isNotEmpty();
        assertThat(read.at("/rows/0/n").intValue()).isEqualTo(1);
    }

    @Test
    void shouldStreamRowsIntoAFileWhenTheyAreToBeSaved() throws Exception {
        // given
        var query = graph("'save_as':'rows.ndjson'", "unwind range(1, 120) as n return n, 'x' as text");

        // when
        var outputs = bench.outputs(query.build());

        // then
        assertThat(outputs.get("row_count").intValue()).isEqualTo(120);
        assertThat(bench.read(outputs.get("artifact").textValue()).lines())
                .hasSize(120)
                .last()
                .isEqualTo("{\"n\":120,\"text\":\"x\"}");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            create (:Kept)                                       | neo4j_AccessMode       | false
            retrun 1                                             | neo4j_SyntaxError      | false
            return $absent                                       | neo4j_ParameterMissing | false
            unwind range(1, 100) as n return n                   | neo4j_too_many_rows    | false
            unwind range(1, 2000000000) as n return sum(n*n % 7) | neo4j_timeout          | true
            """)
    void shouldFailWithCodeWhenStatementIs(String statement, String code, boolean retryable) throws Exception {
        // given
        var request = graph("'mode':'read'", statement, statement.contains("sum(") ? 2 : PATIENCE)
                .build();

        // when
        TaskError error = bench.error(request);

        // then
        assertThat(error.code()).as(error.message()).isEqualTo(code);
        assertThat(error.retryable()).isEqualTo(retryable);
        assertThat(count("Kept")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "other, neo4j_uri_refused, false",
        "unset, neo4j_connection_missing, false",
        "odd, neo4j_connection_missing, false",
        "away, neo4j_unavailable, true"
    })
    void shouldFailWithCodeWhenConnectionIs(String name, String code, boolean retryable) throws Exception {
        // given
        var request = bench.request().ref(name).settings(settings("'statement':'return 1'"));

        // when
        TaskError error = bench.error(request.build());

        // then
        assertThat(error.code()).as(error.message()).isEqualTo(code);
        assertThat(error.retryable()).isEqualTo(retryable);
    }

    @Test
    void shouldStopWhenTimeIsUp() throws Exception {
        // given
        var request = graph("'mode':'read'", "unwind range(1, 2000000000) as n return sum(n*n % 7)")
                .timeoutSeconds(1)
                .build();

        // when
        TaskError error = bench.error(request);

        // then
        assertThat(error.retryable()).isTrue();
        assertThat(error.code()).isIn("timeout", "neo4j_timeout");
    }

    @Test
    void shouldTakeHostileTextsAsTextsWhereverTheyStand() throws Exception {
        // given
        List<String> hostile = hostileTexts();
        List<String> wrong = new ArrayList<>();
        int task = 0;

        // when
        for (String text : hostile) {
            var request = graph(
                            "'mode':'write'",
                            "create (n:Note {text: $t}) with n match (m:Note {text: $t}) return m.text as t, $in.k as k")
                    .inputs(JsonText.write(JsonText.object()
                            .put("t", text)
                            .put(text + "`", "name")
                            .set("in", JsonText.object().put("k", text))))
                    .task("task-" + ++task, 1);
            var row = bench.outputs(request.build()).at("/rows/0");
            if (!row.path("t").asText().equals(text) || !row.path("k").asText().equals(text)) {
                wrong.add(text + " came back as " + row);
            }
        }

        // then
        assertThat(hostile).hasSizeGreaterThan(300);
        assertThat(wrong).isEmpty();
        assertThat(count("Note")).isEqualTo(hostile.size());
        assertThat(count("Canary")).isZero();
    }

    private static List<String> hostileTexts() {
        List<String> texts = new ArrayList<>();
        List<String> closers = List.of("'", "\"", "`", "'}", "\"}", "'})", "\\'", "\\u0027", "${", "{", "*/", "\n");
        List<String> statements = List.of(
                " create (:Canary)",
                " detach delete n create (:Canary)",
                "}) with 1 as x create (:Canary) return 1",
                " or 1=1",
                " union match (x) return x",
                "; match (x) detach delete x",
                " call { create (:Canary) } return 1",
                " load csv from 'file:///etc/passwd' as l create (:Canary {l: l})",
                " call dbms.listConfig()");
        for (String closer : closers) {
            for (String statement : statements) {
                for (String end : List.of("", " //", " /*")) {
                    texts.add(closer + statement + end);
                }
            }
        }
        return texts;
    }

    private RequestBuilder graph(String others, String statement) {
        return graph(others, statement, PATIENCE);
    }

    private RequestBuilder graph(String others, String statement, int timeout) {
        var settings = JsonText.parseObject(new Json(settings(others, timeout).replace('\'', '"')));
        return bench.request().ref("graph").settings(JsonText.json(settings.put("statement", statement)));
    }

    private static String settings(String others) {
        return settings(others, PATIENCE);
    }

    private static String settings(String others, int timeout) {
        return "{" + others + ",'guard_rails':{'neo4j':{'allowed_uris':['" + server.boltURI()
                + "','bolt://127.0.0.1:1','http://127.0.0.1:1'],'timeout_s':" + timeout + ",'max_rows':50}}}";
    }

    private static long count(String label) {
        return server.defaultDatabaseService()
                .executeTransactionally("match (n:" + label + ") return count(n) as n", Map.of(), rows ->
                        (Long) rows.next().get("n"));
    }
}
