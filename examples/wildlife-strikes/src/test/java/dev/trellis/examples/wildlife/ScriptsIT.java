package dev.trellis.examples.wildlife;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

/** The scripts on the real data, and on copies of it that were broken on purpose. */
class ScriptsIT {
    /** A line of the data that is whole; each test breaks one cell of it. */
    private static final String WHOLE =
            "NEW ORLEANS INTL,B-737-300,Substantial,1990-01-11,SOUTHWEST AIRLINES,Louisiana,Take-off run,Small,"
                    + "Rock pigeon,Day,1,2,3,140";

    @TempDir
    Path folder;

    @Test
    void shouldSetTheMilitaryDamageClassesAsideWhenReadingTheRealData() throws Exception {
        // when
        var result = new Script("extract.py", folder).run(object(), Example.data());

        // then
        assertThat(result.exitCode()).isZero();
        JsonNode quality = result.output().path("quality");
        assertThat(quality.path("rows").asInt()).isEqualTo(10_000);
        assertThat(quality.path("accepted").asInt()).isEqualTo(9_985);
        assertThat(quality.path("rejected_cost").asInt()).isEqualTo(1_521_451);
        assertThat(quality.path("repeated").asInt()).isEqualTo(24);
        assertThat(quality.path("reasons").toString()).isEqualTo("{\"damage\":15}");
        assertThat(Files.readAllLines(folder.resolve("strikes.csv"))).hasSize(9_986);
        assertThat(Files.readAllLines(folder.resolve("rejected.csv")))
                .hasSize(16)
                .element(1)
                .asString()
                .startsWith("301,damage,'C' is no damage level,ATLANTIC CITY INTL");
    }

    @ParameterizedTest
    @CsvSource({
        "'NEW ORLEANS INTL', ' ', airport",
        "1990-01-11, 1990-02-30, flight_date",
        "1990-01-11, 11/01/1990, flight_date",
        "1990-01-11, 1889-01-11, flight_date",
        "Substantial, Much, damage",
        "Small, Tiny, size",
        "'1,2,3', '1,x,3', cost_repair",
        "'1,2,3', '1,-2,-1', cost_repair",
        "'1,2,3', '1,2,4', cost_total",
        "140, 1400, speed_knots",
        "140, fast, speed_knots",
        "'Day,', '', columns"
    })
    void shouldSetARowAsideWithItsReasonWhenItIsBroken(String whole, String broken, String reason) throws Exception {
        // given
        Path file = strikes(WHOLE, WHOLE.replace(whole, broken));

        // when
        var result = new Script("extract.py", folder).run(object().put("most_rejected_share", 0.5), file);

        // then
        assertThat(result.exitCode()).isZero();
        assertThat(result.output().at("/quality/accepted").asInt()).isEqualTo(1);
        assertThat(Files.readAllLines(folder.resolve("rejected.csv")))
                .element(1)
                .asString()
                .startsWith("3," + reason);
    }

    @Test
    void shouldRefuseTheFileWhenTooManyRowsAreBroken() throws Exception {
        // given
        Path file = strikes(WHOLE, WHOLE.replace("Small", "Tiny"));

        // when
        var result = new Script("extract.py", folder).run(object(), file);

        // then
        assertThat(result.exitCode()).isEqualTo(65);
        assertThat(result.output().at("/error/code").asText()).isEqualTo("wildlife.too_many_bad_rows");
        assertThat(result.output().at("/error/message").asText()).startsWith("1 of 2 rows are bad ({'size': 1})");
    }

    @Test
    void shouldRefuseTheFileWhenItIsSomethingElse() throws Exception {
        // given
        Path text = Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");
        Path binary = Files.write(folder.resolve("binary.csv"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        // when
        var other = new Script("extract.py", folder).run(object(), text);
        var noText = new Script("extract.py", folder).run(object(), binary);

        // then
        assertThat(other.output().at("/error/code").asText()).isEqualTo("wildlife.header");
        assertThat(noText.output().at("/error/code").asText()).isEqualTo("wildlife.not_csv");
    }

    @Test
    void shouldComputeTheCostsOfAnAirportWhenGivenTheCheckedRows() throws Exception {
        // given
        new Script("extract.py", folder).run(object(), Example.data());
        ObjectNode inputs = object().put("airport", "CHICAGO O'HARE INTL ARPT").put("strikes", 430);

        // when
        var result = new Script("airport_costs.py", folder).run(inputs, folder.resolve("strikes.csv"));

        // then
        assertThat(result.exitCode()).isZero();
        assertThat(result.output().path("total_cost").asInt()).isEqualTo(3_833_281);
        assertThat(result.output().path("strikes_with_cost").asInt()).isEqualTo(10);
    }

    @Test
    void shouldRefuseWhenTableAndFileCountDifferently() throws Exception {
        // given
        new Script("extract.py", folder).run(object(), Example.data());
        ObjectNode inputs = object().put("airport", "CHICAGO O'HARE INTL ARPT").put("strikes", 431);

        // when
        var result = new Script("airport_costs.py", folder).run(inputs, folder.resolve("strikes.csv"));

        // then
        assertThat(result.exitCode()).isEqualTo(65);
        assertThat(result.output().at("/error/code").asText()).isEqualTo("wildlife.counts_differ");
    }

    @Test
    void shouldWriteAReportWithAWellFormedChartWhenNamesNeedEscapes() throws Exception {
        // given
        ObjectNode inputs =
                object().put("total_cost", 12).put("total_strikes", 3).put("approval_limit", 10);
        inputs.put("approval_note", "fine");
        inputs.putArray("ranking").add(airport("A & <B>", 12)).add(airport("C", 0));
        inputs.set(
                "quality",
                Script.JSON.readTree(
                        "{\"rows\":4,\"accepted\":3,\"rejected\":1,\"repeated\":0,\"rejected_cost\":7,\"reasons\":{\"size\":1}}"));

        // when
        var result = new Script("report.py", folder).run(inputs);

        // then
        assertThat(result.output().path("files")).hasSize(2);
        assertThat(folder.resolve("wildlife-strikes.md"))
                .content()
                .contains("**$12**", "approved by a person: “fine”", "1 were set aside (1 × size)", "costs of $7");
        var chart = DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(folder.resolve("wildlife-strikes.svg")))));
        assertThat(chart.getElementsByTagName("rect").getLength()).isEqualTo(2);
    }

    @Test
    void shouldReadAnyCsvAndCountRowsBeyondTheLimitWhenExtracting() throws Exception {
        // given
        Path file = Files.writeString(folder.resolve("any.csv"), "a;b\n1;2\n3;4\n", StandardCharsets.UTF_8);
        ObjectNode inputs = object().put("delimiter", ";").put("limit", 1);
        inputs.putArray("columns").add("b");

        // when
        var result = new Script("extract_csv.py", folder).run(inputs, file);

        // then
        assertThat(result.output())
                .isEqualTo(Script.JSON.readTree(
                        "{\"columns\":[\"b\"],\"row_count\":2,\"rows\":[{\"b\":\"2\"}],\"truncated\":true}"));
    }

    private Path strikes(String... rows) throws IOException {
        List<String> lines =
                new ArrayList<>(List.of(Files.readAllLines(Example.data()).getFirst()));
        lines.addAll(List.of(rows));
        return Files.write(folder.resolve("broken.csv"), lines);
    }

    private static ObjectNode airport(String name, int cost) {
        return object().put("airport", name)
                .put("strikes", 1)
                .put("damaging_strikes", 1)
                .put("strikes_with_cost", 1)
                .put("total_cost", cost)
                .put("median_cost", cost)
                .put("p90_cost", cost)
                .put("highest_cost", cost);
    }

    private static ObjectNode object() {
        return Script.JSON.createObjectNode();
    }
}
