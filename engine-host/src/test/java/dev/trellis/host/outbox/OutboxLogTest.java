package dev.trellis.host.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.json.Json;
import dev.trellis.host.outbox.OutboxLog.Page;
import dev.trellis.host.outbox.OutboxLog.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxLogTest {
    @Test
    void shouldStopBeforeAYoungGapSinceAnEarlierEventMayYetAppear() {
        // given
        List<Row> rows = List.of(young(5), young(6), young(8));

        // when
        Page page = OutboxLog.settled(rows, 4);

        // then
        assertThat(page.rows()).extracting(Row::id).containsExactly(5L, 6L);
        assertThat(page.next()).isEqualTo(6);
    }

    @Test
    void shouldPassAnOldGapSinceItsTransactionWasRolledBack() {
        // given
        List<Row> rows = List.of(old(5), old(8));

        // when
        Page page = OutboxLog.settled(rows, 1);

        // then
        assertThat(page.rows()).extracting(Row::id).containsExactly(5L, 8L);
        assertThat(page.next()).isEqualTo(8);
    }

    @Test
    void shouldStayWhereItIsWhenThereIsNothing() {
        // when
        Page page = OutboxLog.settled(List.of(), 7);

        // then
        assertThat(page.rows()).isEmpty();
        assertThat(page.next()).isEqualTo(7);
    }

    private static Row young(long id) {
        return new Row(id, Json.EMPTY_OBJECT, true);
    }

    private static Row old(long id) {
        return new Row(id, Json.EMPTY_OBJECT, false);
    }
}
