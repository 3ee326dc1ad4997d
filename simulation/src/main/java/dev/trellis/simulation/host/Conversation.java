package dev.trellis.simulation.host;

import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleReply.OutboxEvent;
import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.engine.CycleRequest.Ask;
import dev.trellis.contract.port.EngineGateway;
import dev.trellis.simulation.host.Tables.Listener;
import java.util.List;

/**
 * Talks with orchestrators: applies what they tell, then leases, looking again while nothing is ready. What may be held is held in
 * the memory of the process that serves the call.
 */
final class Conversation implements EngineGateway {
    private static final long LOOK = 500;
    /** How long an orchestrator may work off what it was given before it counts as dead. */
    private static final long WORK_OFF = 8_000;
    /** Until what is handed over at a commit must be confirmed. */
    private static final long HAND_OVER = 5_000;

    private final Office in;
    private final Releases releases;
    private final Confirmations confirmations;
    private final Leasing leasing;
    private final WatchDesk watches;

    Conversation(Office in, Releases releases, Confirmations confirmations, Leasing leasing, WatchDesk watches) {
        this.in = in;
        this.releases = releases;
        this.confirmations = confirmations;
        this.leasing = leasing;
        this.watches = watches;
        in.ready().leases(request -> look(request, in.memories().here(), HAND_OVER));
    }

    @Override
    public CycleReply cycle(CycleRequest request) {
        Memory here = in.memories().here();
        here.hold(
                request.pdoId(),
                request.confirmed(),
                request.eventsPublishedTo(),
                in.time().now());
        CycleReply reply = maySitDown(request, here) ? nothing() : serve(request, here);
        boolean lingers = here.hasPlace(request.pdoId());
        long deadline = in.time().now() + request.ask().waitMillis();
        while (reply.isEmpty() && in.time().now() < deadline) {
            boolean due = nextLook(request.pdoId(), here) <= in.time().now();
            reply = due ? look(request, here, in.terms().lease()) : nothing();
            if (reply.isEmpty() && in.time().now() < deadline) {
                long next = Math.max(in.time().now() + 1, nextLook(request.pdoId(), here));
                reply = in.ready().awaitUntil(Math.min(deadline, next), here, request);
            }
        }
        return new CycleReply(reply.tasks(), reply.watch(), reply.events(), lingers);
    }

    /** Whether all that a call tells can be held, and its caller is known to have a place. */
    private static boolean maySitDown(CycleRequest request, Memory here) {
        return request.ask().waitMillis() > 0
                && !request.ask().closing()
                && request.released().isEmpty()
                && request.observations().isEmpty()
                && here.hasPlace(request.pdoId());
    }

    private CycleReply serve(CycleRequest request, Memory here) {
        releases.apply(request.released(), here);
        confirmations.write(here);
        here.place(request.pdoId(), !request.ask().closing() && seen(request.pdoId(), request.ask()));
        if (request.ask().closing()) {
            in.tables().listeners().remove(request.pdoId());
        }
        watches.apply(request.observations());
        return take(request, here, request.ask().maxEvents(), in.terms().lease());
    }

    private static CycleReply nothing() {
        return CycleReply.empty();
    }

    private boolean seen(String pdoId, Ask ask) {
        long now = in.time().now();
        long taken = in.tables().listeners().entrySet().stream()
                .filter(entry -> !entry.getKey().equals(pdoId)
                        && entry.getValue().lingers()
                        && entry.getValue().until() > now)
                .count();
        Listener known = in.tables().listeners().get(pdoId);
        boolean lingers = taken < in.terms().places() || (known != null && known.lingers());
        in.tables().listeners().put(pdoId, new Listener(now + ask.waitMillis() + WORK_OFF, lingers));
        return lingers;
    }

    /** Whether any orchestrator listens now. */
    boolean anyListens() {
        return in.tables().listeners().values().stream()
                .anyMatch(listener -> listener.until() > in.time().now());
    }

    /** Whether an orchestrator is needed now: a task is ready, a lease or a look is due, or an event waits. */
    boolean workWaits() {
        return in.tables().outbox().waits(in.time().now())
                || in.tables().tasks().stream()
                        .anyMatch(task -> dueAt(task) <= in.time().now());
    }

    private CycleReply look(CycleRequest request, Memory here, long lease) {
        boolean fetches = here.eventsFrom() <= in.time().now();
        if (fetches || here.dueAt() <= in.time().now()) {
            confirmations.write(here);
        }
        boolean unused = seen(request.pdoId(), request.ask());
        return take(request, here, fetches ? request.ask().maxEvents() : 0, lease);
    }

    private CycleReply take(CycleRequest request, Memory here, int most, long lease) {
        Ask ask = request.ask();
        List<OutboxEvent> events = most == 0
                ? List.of()
                : in.tables().outbox().take(request.pdoId(), most, in.time().now());
        if (most > 0) {
            here.fetched(events.size() == most, in.time().now());
        }
        return new CycleReply(
                leasing.lease(request.pdoId(), ask.maxTasks(), lease, here),
                ask.closing() ? List.of() : watches.due(),
                events,
                true);
    }

    /** Writes what a process has held for long although no call came. */
    void writeDue(Memory here) {
        if (here.dueAt() <= in.time().now()) {
            confirmations.write(here);
        }
    }

    /** When there will be something to hand out by the passing of time, or by a commit that woke nobody. */
    private long nextLook(String pdoId, Memory here) {
        long due = in.tables().tasks().stream().mapToLong(this::dueAt).min().orElse(TaskEntry.NEVER);
        long events = Math.max(in.tables().outbox().dueAt(pdoId), here.eventsFrom());
        long next = Math.min(Math.min(due, events), here.dueAt());
        return in.terms().handOff() ? next : Math.min(next, in.time().now() + LOOK);
    }

    private long dueAt(TaskEntry task) {
        long lease = task.row().state().suspended() ? TaskEntry.NEVER : leasing.dueAt(task);
        return Math.min(lease, task.watchAt());
    }
}
