package dev.trellis.cli.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void shouldAlignColumnsWhenCellsDifferInWidth() {
        // given
        Table table = new Table("ID", "STATE").row("1234", "ok").row("5", "");

        // when
        String text = table.toString();

        // then
        assertThat(text).isEqualTo("ID    STATE\n1234  ok\n5");
    }

    @Test
    void shouldSayTheSentenceWhenThereAreNoRows() {
        assertThat(new Table("ID").orWhenEmpty("nothing")).isEqualTo("nothing");
    }

    @Test
    void shouldRefuseARowWhenItHasAnotherNumberOfCells() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Table("ID").row("1", "2"));
    }
}
