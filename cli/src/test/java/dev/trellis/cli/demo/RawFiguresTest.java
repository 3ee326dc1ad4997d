package dev.trellis.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.cli.frame.Documents;
import java.util.List;
import org.junit.jupiter.api.Test;

class RawFiguresTest {
    private static final List<String> LINES = List.of(
            "header",
            report("A", "None", 5),
            report("A", "Minor", 7),
            report("B", "None", 1),
            report("B", "C", 100),
            "x,y");

    @Test
    void shouldSetAsideWhatCannotBeUsedWhenReading() {
        // when
        RawFigures figures = RawFigures.of(LINES, 10);

        // then
        assertThat(figures.setAside()).isEqualTo(2);
        assertThat(figures.airports())
                .containsExactly(new RawFigures.Airport("A", 2, 12), new RawFigures.Airport("B", 1, 1));
    }

    @Test
    void shouldFindNoDifferenceWhenTheProcessSaysTheSame() {
        assertThat(RawFigures.of(LINES, 1).differences(variables(12))).isEmpty();
    }

    @Test
    void shouldNameEachDifferenceWhenTheProcessSaysSomethingElse() {
        // when
        var differences = RawFigures.of(LINES, 1).differences(variables(11));

        // then
        assertThat(differences)
                .containsExactly(
                        "total cost: the process says 11, the raw file 12",
                        "cost at A: the process says 11, the raw file 12");
    }

    @Test
    void shouldNameEveryFigureWhenTheProcessSaysNothing() {
        assertThat(RawFigures.of(LINES, 1).differences(Documents.object())).hasSize(4);
    }

    private static ObjectNode variables(int cost) {
        ObjectNode variables = Documents.object().put("total_cost", cost).put("total_strikes", 2);
        variables.putObject("quality").put("rejected", 2);
        variables
                .putArray("ranking")
                .addObject()
                .put("airport", "A")
                .put("strikes", 2)
                .put("total_cost", cost);
        return variables;
    }

    private static String report(String airport, String damage, int cost) {
        return String.join(
                ",", airport, "B-727", damage, "1990-01-01", "", "", "", "", "", "", "0", "0", "" + cost, "");
    }
}
