package dev.trellis.host.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.host.observe.EventLog.Row;
import dev.trellis.host.observe.EventsResource.Entry;
import dev.trellis.host.observe.EventsResource.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLogTest {
    @Test
    void shouldStopBeforeAYoungGapSinceAnEarlierEventMayYetAppear() {
        // given
        List<Row> rows = List.of(young(5), young(6), young(8));

        // when
        Page page = EventLog.settled(rows, 4);

        // then
        assertThat(page.events()).extracting(Entry::sequence).containsExactly(5L, 6L);
        assertThat(page.next()).isEqualTo(6);
    }

    @Test
    void shouldPassAnOldGapSinceItsTransactionWasRolledBack() {
        // given
        List<Row> rows = List.of(old(5), old(8));

        // when
        Page page = EventLog.settled(rows, 1);

        // then
        assertThat(page.events()).extracting(Entry::sequence).containsExactly(5L, 8L);
        assertThat(page.next()).isEqualTo(8);
    }

    @Test
    void shouldPassOverEventsOfOtherTenantsWithoutShowingThem() {
        // given
        List<Row> rows = List.of(new Row(1, "{}", false, true), young(2));

        // when
        Page page = EventLog.settled(rows, 0);

        // then
        assertThat(page.events()).extracting(Entry::sequence).containsExactly(2L);
        assertThat(page.next()).isEqualTo(2);
    }

    @Test
    void shouldStayWhereItIsWhenThereIsNothing() {
        // when
        Page page = EventLog.settled(List.of(), 7);

        // then
        assertThat(page.events()).isEmpty();
        assertThat(page.next()).isEqualTo(7);
    }

    private static Row young(long id) {
        return new Row(id, "{\"id\":\"" + id + "\"}", true, true);
    }

    private static Row old(long id) {
        return new Row(id, "{\"id\":\"" + id + "\"}", true, false);
    }
}
