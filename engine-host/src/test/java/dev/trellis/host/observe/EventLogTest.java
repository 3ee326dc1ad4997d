package dev.trellis.host.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.json.Json;
import dev.trellis.host.observe.EventsResource.Entry;
import dev.trellis.host.observe.EventsResource.Page;
import dev.trellis.host.outbox.OutboxLog;
import dev.trellis.host.outbox.OutboxLog.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLogTest {
    @Test
    void shouldPassOverEventsOfOtherTenantsWithoutShowingThem() {
        // given
        OutboxLog.Page log = new OutboxLog.Page(List.of(row(1, "acme"), row(2, "default")), 2);

        // when
        Page page = EventLog.visible("default", log);

        // then
        assertThat(page.events()).extracting(Entry::sequence).containsExactly(2L);
        assertThat(page.next()).isEqualTo(2);
    }

    private static Row row(long id, String tenant) {
        return new Row(id, new Json("{\"tenant\":\"" + tenant + "\"}"), false);
    }
}
