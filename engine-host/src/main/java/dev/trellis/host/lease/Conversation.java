package dev.trellis.host.lease;

import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleReply.OutboxEvent;
import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.engine.CycleRequest.Ask;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.db.Database;
import dev.trellis.host.incident.IncidentLog;
import dev.trellis.host.outbox.OutboxTable;
import dev.trellis.host.watch.Observations;
import dev.trellis.host.watch.WatchList;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Talks with orchestrators: applies what they tell, then leases, looking again while nothing is ready. */
public final class Conversation implements PdoCycle {
    private static final int MOST_TASKS = 200;
    private static final int MOST_EVENTS = 500;
    private static final int LONGEST_WAIT = 20_000;
    private static final int WATCHED_AT_ONCE = 50;

    private final Database database;
    private final Parts parts;
    private final LeaseReports reports;
    private final Leasing leasing;
    private final Terms terms;

    /**
     * Numbers of the conversation.
     *
     * @param lease until a confirmation must come
     * @param queueWait how long a request may wait in its queue
     * @param look time between two looks into the database while nothing is ready; commits of this host wake at once
     * @param handOff whether commits of this host wake
     */
    public record Terms(Duration lease, Duration queueWait, Duration look, boolean handOff) {
        /** 10 s, 1 h, half a second, with hand-off. */
        public static final Terms STANDARD =
                new Terms(Duration.ofSeconds(10), Duration.ofHours(1), Duration.ofMillis(500), true);
    }

    /** Those who take part. */
    public record Parts(
            OutboxTable outbox,
            IncidentLog incidents,
            Listeners listeners,
            WatchList watchList,
            Observations observations,
            ReadySignal signal) {}

    public Conversation(Database database, Parts parts, Terms terms) {
        this.database = database;
        this.parts = parts;
        this.reports = new LeaseReports(parts.outbox(), parts.incidents());
        this.leasing = new Leasing(terms.lease(), terms.queueWait());
        this.terms = terms;
    }

    @Override
    public CycleReply cycle(CycleRequest request) {
        check(request.ask());
        boolean lingers = told(request);
        long deadline = System.nanoTime()
                + Duration.ofMillis(request.ask().waitMillis()).toNanos();
        while (true) {
            long seen = parts.signal().seen();
            CycleReply reply = offer(request, lingers);
            long left = deadline - System.nanoTime();
            if (!empty(reply) || left <= 0 || Thread.currentThread().isInterrupted()) {
                return reply;
            }
            pause(seen, left);
        }
    }

    private void pause(long seen, long leftNanos) {
        Duration left = Duration.ofNanos(leftNanos);
        Duration pause = left.compareTo(terms.look()) < 0 ? left : terms.look();
        if (terms.handOff()) {
            parts.signal().await(seen, pause);
        } else {
            parts.signal().pause(pause);
        }
    }

    private boolean told(CycleRequest request) {
        boolean lingers = database.write(handle -> {
            reports.apply(request, handle);
            if (request.eventsPublishedTo() > 0) {
                parts.outbox().published(request.pdoId(), request.eventsPublishedTo(), handle);
            }
            return listening(request, handle);
        });
        parts.observations().apply(request.observations());
        return lingers;
    }

    private boolean listening(CycleRequest request, Handle handle) {
        if (request.ask().closing()) {
            parts.listeners().left(request.pdoId(), handle);
            return false;
        }
        return parts.listeners()
                .seen(request.pdoId(), Duration.ofMillis(request.ask().waitMillis()), handle);
    }

    private CycleReply offer(CycleRequest request, boolean lingers) {
        Ask ask = request.ask();
        return database.write(handle -> {
            List<LeasedTask> tasks = leasing.lease(request.pdoId(), ask.maxTasks(), handle);
            List<CycleReply.Watch> watch =
                    ask.closing() ? List.of() : parts.watchList().due(WATCHED_AT_ONCE, handle);
            List<OutboxEvent> events =
                    ask.maxEvents() == 0 ? List.of() : parts.outbox().take(request.pdoId(), ask.maxEvents(), handle);
            return new CycleReply(tasks, watch, events, lingers);
        });
    }

    private static boolean empty(CycleReply reply) {
        return reply.tasks().isEmpty()
                && reply.watch().isEmpty()
                && reply.events().isEmpty();
    }

    private static void check(Ask ask) {
        within("max_tasks", ask.maxTasks(), MOST_TASKS);
        within("max_events", ask.maxEvents(), MOST_EVENTS);
        within("wait_millis", ask.waitMillis(), LONGEST_WAIT);
    }

    private static void within(String name, int value, int most) {
        if (value < 0 || value > most) {
            throw new RefusedException(Refusal.INVALID, name + " is 0 to " + most + ", not " + value);
        }
    }
}
