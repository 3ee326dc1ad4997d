package dev.trellis.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.wire.JsonText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureTextTest {
    @Test
    void shouldGiveTheMedianOfTheSamples() {
        // given
        Figure figure = new Figure("up.wall", Samples.of(9, 30, 12), "s", new Target.AtMost(15), 0.25, null);

        // when
        JsonNode json = JsonText.parse(FigureText.json(List.of(figure))).get(0);

        // then
        assertThat(json.toString())
                .isEqualTo("{\"id\":\"up.wall\",\"value\":12.0,\"unit\":\"s\",\"target\":\"<= 15\",\"met\":true,"
                        + "\"load1\":0.25,\"samples\":[9.0,30.0,12.0]}");
    }

    @Test
    void shouldSayWhyThereIsNoValue() {
        // given
        Figure figure = new Figure("demo", null, "", new Target.None(), Double.NaN, "no host");

        // when
        JsonNode json = JsonText.parse(FigureText.json(List.of(figure))).get(0);

        // then
        assertThat(json.get("value").isNull()).isTrue();
        assertThat(json.get("met").booleanValue()).isFalse();
        assertThat(json.get("load1").isNull()).isTrue();
        assertThat(json.get("error").textValue()).isEqualTo("no host");
        assertThat(FigureText.line(figure)).contains("demo").contains("no host");
    }

    @ParameterizedTest
    @CsvSource({"15, true, met", "15.1, false, MISSED"})
    void shouldJudgeAgainstTheTarget(double value, boolean met, String word) {
        // given
        Figure figure = new Figure("up.wall", Samples.of(value), "s", new Target.AtMost(15), 0, null);

        // then
        assertThat(figure.met()).isEqualTo(met);
        assertThat(FigureText.line(figure)).endsWith(word);
    }

    @Test
    void shouldNotJudgeWhatHasNoTarget() {
        // given
        Figure figure = new Figure("three.rate", Samples.of(123_456.7), "tasks/s", new Target.None(), 0, null);

        // then
        assertThat(figure.met()).isNull();
        assertThat(FigureText.line(figure)).contains("123500 tasks/s");
    }

    @Test
    void shouldTakeTheMeanOfTheTwoInTheMiddle() {
        // then
        assertThat(Samples.of(4, 1, 3, 2).median()).isEqualTo(2.5);
    }

    @Test
    void shouldRefuseAFigureWithoutSamples() {
        // then
        assertThatIllegalArgumentException().isThrownBy(() -> new Samples(List.of()));
    }
}
