package dev.trellis.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.contract.json.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            { "b" : 1, "a" : [ 1 , 2 ] }   | {"a":[1,2],"b":1}
            {"x":{"d":1,"c":null}}         | {"x":{"c":null,"d":1}}
            1.0                            | 1
            1.50                           | 1.5
            1e3                            | 1000
            1E+500                         | 1E+500
            -0.0                           | 0
            12345678901234567890.10        | 12345678901234567890.1
            "\\u0041\\n"                   | "A\\n"
            """)
    void shouldGiveOneTextWhenDocumentsMeanTheSame(String text, String canonical) {
        // given
        // when
        String result = JsonText.canonical(JsonText.parse(text));

        // then
        assertThat(result).isEqualTo(canonical);
        assertThat(JsonText.same(new Json(text), new Json(canonical))).isTrue();
        assertThat(JsonText.canonical(JsonText.parse(result))).isEqualTo(result);
    }

    @Test
    void shouldTellDocumentsApartWhenTheOrderOfAnArrayDiffers() {
        // given
        Json one = new Json("[1,2]");
        Json other = new Json("[2,1]");

        // when
        boolean same = JsonText.same(one, other);

        // then
        assertThat(same).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":["x\\ud800"]}         | $.a[0]
            {"a":"\\ud800\\ud800"}     | $.a
            {"a":"\\udc00\\ud800"}     | $.a
            {"a":{"\\udc00":1}}        | $.a
            """)
    void shouldRefuseHalfACharacter(String text, String path) {
        // when
        // then
        assertThatThrownBy(() -> JsonText.parse(text))
                .isInstanceOf(WireFormatException.class)
                .hasMessageContaining("at " + path + ": not text in UTF-8: half a character");
        assertThatThrownBy(() -> JsonText.parse(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(WireFormatException.class);
    }

    @Test
    void shouldReadACharacterOfTwoHalves() {
        // when
        String clef = JsonText.parse("\"\\ud834\\udd1e\"").textValue();

        // then
        assertThat(clef).isEqualTo("𝄞");
    }

    @Test
    void shouldRefuseWhenNestedTooDeeply() {
        // given
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        // when
        // then
        assertThatThrownBy(() -> JsonText.parse(deep))
                .isInstanceOf(WireFormatException.class)
                .hasMessageContaining("depth");
    }

    @Test
    void shouldReadWhenNestedAsDeeplyAsAllowed() {
        // given
        String deep = "[".repeat(500) + "]".repeat(500);

        // when
        String again = JsonText.write(JsonText.parse(deep));

        // then
        assertThat(again).isEqualTo(deep);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            NaN
            {'a':1}
            {"a":01}
            [1,]
            // comment
            "\\x"
            tru
            """)
    void shouldRefuseWhenTheTextIsNotJson(String text) {
        // given
        // when
        // then
        assertThatThrownBy(() -> JsonText.parse(text))
                .isInstanceOf(WireFormatException.class)
                .hasMessageStartingWith("at $: not JSON at line 1");
    }

    @Test
    void shouldQuoteWhatJsonCannotHoldBareWhenWritten() {
        // given
        String text = "\"\\\n\u0001ü🐦";

        // when
        String quoted = JsonText.quote(text);

        // then
        assertThat(quoted).isEqualTo("\"\\\"\\\\\\n\\u0001ü🐦\"");
        assertThat(JsonText.parse(quoted).textValue()).isEqualTo(text);
    }
}
