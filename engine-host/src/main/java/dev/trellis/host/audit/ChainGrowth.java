package dev.trellis.host.audit;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Lets the chains of instances grow by the entries of one transaction, in two statements however many they are. */
final class ChainGrowth {
    private static final String HEADS = "select id, audit_number, audit_hash, clock_timestamp() from instance"
            + " where id = any(:ids) order by id for update";

    private static final String WRITE = """
            with written as (
              insert into audit (instance_id, number, at, kind, actor, details, hash)
              select instance, cast(number as bigint), cast(at as timestamptz), kind, actor, details, hash
                from unnest(:instances, :numbers, :times, :kinds, :actors, :details, :hashes)
                     as line (instance, number, at, kind, actor, details, hash))
            update instance set audit_number = cast(head.number as bigint), audit_hash = head.hash
              from unnest(:ids, :lasts, :seals) as head (id, number, hash) where instance.id = head.id
            """;

    private final Map<String, Head> heads;
    private final List<Link> links = new ArrayList<>();

    /** The last line of a chain, as the instance knows it, and the time of its next one. */
    private static final class Head {
        private final String instance;
        private final Instant now;
        private long number;
        private String hash;

        Head(String instance, long number, String hash, Instant now) {
            this.instance = instance;
            this.number = number;
            this.hash = hash;
            this.now = now;
        }
    }

    private record Link(String instance, AuditLine line) {}

    private ChainGrowth(Map<String, Head> heads) {
        this.heads = heads;
    }

    static void by(List<AuditEntry> entries, Handle transaction) {
        ChainGrowth growth = new ChainGrowth(lock(entries, transaction));
        entries.forEach(growth::add);
        growth.write(transaction);
    }

    private static Map<String, Head> lock(List<AuditEntry> entries, Handle transaction) {
        return transaction
                .createQuery(HEADS)
                .bind(
                        "ids",
                        entries.stream().map(AuditEntry::instanceId).distinct().toArray(String[]::new))
                .map((row, context) -> new Head(
                        row.getString(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .stream()
                .collect(Collectors.toMap(head -> head.instance, head -> head));
    }

    private void add(AuditEntry entry) {
        Head head = heads.get(entry.instanceId());
        if (head == null) {
            throw new IllegalStateException("no instance " + entry.instanceId() + " to keep an audit trail of");
        }
        head.number++;
        AuditLine open = new AuditLine(head.number, head.now, entry.kind(), entry.actor(), entry.details(), "");
        head.hash = HashChain.hash(head.hash, open);
        links.add(new Link(
                head.instance,
                new AuditLine(open.number(), open.at(), open.kind(), open.actor(), open.details(), head.hash)));
    }

    private void write(Handle transaction) {
        transaction
                .createUpdate(WRITE)
                .bind("instances", array(links, Link::instance))
                .bind("numbers", array(links, link -> Long.toString(link.line().number())))
                .bind("times", array(links, link -> link.line().at().toString()))
                .bind("kinds", array(links, link -> link.line().kind()))
                .bind("actors", array(links, link -> link.line().actor()))
                .bind("details", array(links, link -> link.line().details().text()))
                .bind("hashes", array(links, link -> link.line().hash()))
                .bind("ids", array(heads.values(), head -> head.instance))
                .bind("lasts", array(heads.values(), head -> Long.toString(head.number)))
                .bind("seals", array(heads.values(), head -> head.hash))
                .execute();
    }

    private static <T> String[] array(Collection<T> of, Function<T, String> part) {
        return of.stream().map(part).toArray(String[]::new);
    }
}
