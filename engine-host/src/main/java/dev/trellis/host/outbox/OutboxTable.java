package dev.trellis.host.outbox;

import dev.trellis.contract.engine.CycleReply.OutboxEvent;
import dev.trellis.contract.json.Json;
import dev.trellis.host.db.Ids;
import dev.trellis.host.json.JsonValues;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code outbox}. Transactions commit in another order than they draw numbers, so an event gets the number that
 * an orchestrator sees only when it is handed out, and only its publisher can acknowledge it.
 */
public final class OutboxTable implements Outbox {
    private static final Duration HOLD = Duration.ofSeconds(30);
    private static final String TAKE = """
            with picked as (
              select id from outbox
               where published_at is null
                 and (publisher is null or publisher = :publisher or publisher_until < clock_timestamp())
               order by id limit :max for update skip locked),
            given_back as (
              update outbox set publisher = null, publisher_until = null
               where id in (select id from outbox
                             where published_at is null and publisher = :publisher and id not in (select id from picked)
                               for update skip locked)),
            numbered as (
              select id, nextval('outbox_delivery') as delivery from (select id from picked order by id) as ordered)
            update outbox o
               set publisher = :publisher, publisher_until = clock_timestamp() + :hold * interval '1 second',
                   delivery = n.delivery
              from numbered n where o.id = n.id
            returning n.delivery, o.event
            """;

    private final Ids ids;
    private final InstantSource clock;

    public OutboxTable(Ids ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public void append(List<Event> events, Handle transaction) {
        if (!events.isEmpty()) {
            transaction
                    .createUpdate("insert into outbox (event) select unnest(:events)")
                    .bind("events", events.stream().map(this::cloudEvent).toArray(String[]::new))
                    .execute();
        }
    }

    /**
     * Hands events to a publisher, oldest first; nobody else gets them for half a minute. What it was handed before and is not
     * among them is free again: the answer may have been lost, and its next acknowledgement must not mean what it never saw.
     */
    public List<OutboxEvent> take(String publisher, int max, Handle transaction) {
        return transaction
                .createQuery(TAKE)
                .bind("publisher", publisher)
                .bind("max", max)
                .bind("hold", HOLD.toSeconds())
                .map((row, context) -> new OutboxEvent(row.getLong(1), new Json(row.getString(2))))
                .list()
                .stream()
                .sorted(Comparator.comparingLong(OutboxEvent::sequence))
                .toList();
    }

    /** Notes that a publisher has published all that it was handed, up to a number. */
    public void published(String publisher, long upTo, Handle transaction) {
        transaction
                .createUpdate("update outbox set published_at = clock_timestamp(), publisher_until = null"
                        + " where published_at is null and publisher = :publisher and delivery <= :upTo")
                .bind("publisher", publisher)
                .bind("upTo", upTo)
                .execute();
    }

    /** Removes what was published longer ago than this. */
    public int forget(Duration age, Handle transaction) {
        return transaction
                .createUpdate(
                        "delete from outbox where published_at < statement_timestamp() - :age * interval '1 second'")
                .bind("age", age.toSeconds())
                .execute();
    }

    private String cloudEvent(Event event) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("specversion", "1.0");
        document.put("id", ids.get());
        document.put("source", "/trellis/engine-host");
        document.put("type", event.type());
        document.put("subject", event.subject());
        document.put("time", clock.instant().toString());
        document.put("datacontenttype", "application/json");
        document.put("tenant", event.tenant());
        if (event.traceparent() != null) {
            document.put("traceparent", event.traceparent());
        }
        document.put("data", JsonValues.asWritten(event.data()));
        return JsonValues.text(document);
    }
}
