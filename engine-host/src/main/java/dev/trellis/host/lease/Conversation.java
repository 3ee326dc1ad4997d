package dev.trellis.host.lease;

import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.engine.CycleRequest.Ask;
import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.watch.Observations;
import java.time.Duration;

/**
 * Talks with orchestrators: applies what they tell, then leases, looking again while nothing is ready. What need not be written at
 * once is held for a transaction that comes anyway, and a call that waits gets its leases from the transaction that makes tasks
 * ready: a chain of tasks costs one commit a task.
 */
public final class Conversation implements PdoCycle {
    private static final int MOST_TASKS = 200;
    private static final int MOST_EVENTS = 500;
    private static final int LONGEST_WAIT = 20_000;

    private final Parts parts;
    private final Exchange exchange;
    private final Looks looks;

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
    record Parts(WaitingRoom room, HeldReports held, Listeners listeners, Observations observations) {}

    Conversation(Parts parts, Exchange exchange, Looks looks) {
        this.parts = parts;
        this.exchange = exchange;
        this.looks = looks;
    }

    @Override
    public CycleReply cycle(CycleRequest request) {
        check(request.ask());
        parts.held().hold(request.pdoId(), request.confirmed(), request.eventsPublishedTo());
        CycleReply reply = maySitDown(request) ? await(request) : serve(request);
        if (request.ask().closing()) {
            parts.room().leaves();
        } else {
            parts.room().serves();
        }
        return reply;
    }

    /** Whether all that a call tells can be held, and its caller is known to have a place. */
    private boolean maySitDown(CycleRequest request) {
        return request.ask().waitMillis() > 0
                && !request.ask().closing()
                && request.released().isEmpty()
                && request.observations().isEmpty()
                && parts.listeners().knows(request.pdoId());
    }

    private CycleReply serve(CycleRequest request) {
        boolean observed = !request.observations().isEmpty();
        CycleReply reply = exchange.tell(request, parts.room().raised(), !observed);
        if (observed) {
            parts.observations().apply(request.observations());
            reply = withPlace(exchange.look(request, parts.room().raised()), reply.mayLinger());
        }
        boolean waits = reply.isEmpty() && request.ask().waitMillis() > 0;
        return waits ? withPlace(await(request), reply.mayLinger()) : reply;
    }

    private CycleReply await(CycleRequest request) {
        Ask ask = request.ask();
        long deadline = System.nanoTime() + Duration.ofMillis(ask.waitMillis()).toNanos();
        while (true) {
            long seen = parts.room().raised();
            CycleReply reply = looks.isDue(seen) ? exchange.look(request, seen) : Exchange.nothing(true);
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (!reply.isEmpty() || !left.isPositive() || Thread.currentThread().isInterrupted()) {
                return reply;
            }
            CycleReply handed = parts.room().await(request, seen, shorter(left, looks.untilNext()));
            if (!handed.isEmpty()) {
                return handed;
            }
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static CycleReply withPlace(CycleReply reply, boolean lingers) {
        return new CycleReply(reply.tasks(), reply.watch(), reply.events(), lingers);
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
