package dev.trellis.simulation.host;

import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.engine.CycleRequest.Ask;
import dev.trellis.contract.port.EngineGateway;
import dev.trellis.simulation.host.Tables.Listener;
import java.util.List;

/** Talks with orchestrators: applies what they tell, then leases, looking again while nothing is ready. */
final class Conversation implements EngineGateway {
    private static final long LOOK = 500;
    /** How long an orchestrator may work off what it was given before it counts as dead. */
    private static final long WORK_OFF = 8_000;

    private final Office in;
    private final LeaseReports reports;
    private final Leasing leasing;
    private final WatchDesk watches;

    Conversation(Office in, LeaseReports reports, Leasing leasing, WatchDesk watches) {
        this.in = in;
        this.reports = reports;
        this.leasing = leasing;
        this.watches = watches;
    }

    @Override
    public CycleReply cycle(CycleRequest request) {
        boolean lingers = told(request);
        long deadline = in.time().now() + request.ask().waitMillis();
        while (true) {
            CycleReply reply = offer(request, lingers);
            if (!isEmpty(reply) || in.time().now() >= deadline) {
                return reply;
            }
            in.ready().awaitUntil(Math.min(deadline, nextLook(request.pdoId())));
        }
    }

    private boolean told(CycleRequest request) {
        reports.apply(request);
        in.tables().outbox().published(request.pdoId(), request.eventsPublishedTo());
        boolean lingers = !request.ask().closing() && seen(request.pdoId(), request.ask());
        if (request.ask().closing()) {
            in.tables().listeners().remove(request.pdoId());
        }
        watches.apply(request.observations());
        return lingers;
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

    private CycleReply offer(CycleRequest request, boolean lingers) {
        Ask ask = request.ask();
        return new CycleReply(
                leasing.lease(request.pdoId(), ask.maxTasks()),
                ask.closing() ? List.of() : watches.due(),
                ask.maxEvents() == 0
                        ? List.of()
                        : in.tables()
                                .outbox()
                                .take(
                                        request.pdoId(),
                                        ask.maxEvents(),
                                        in.time().now()),
                lingers);
    }

    /** When there will be something to hand out by the passing of time, or by a commit that woke nobody. */
    private long nextLook(String pdoId) {
        long due = in.tables().tasks().stream().mapToLong(this::dueAt).min().orElse(TaskEntry.NEVER);
        long next = Math.min(due, in.tables().outbox().dueAt(pdoId));
        return Math.max(
                in.time().now() + 1,
                in.terms().handOff() ? next : Math.min(next, in.time().now() + LOOK));
    }

    private long dueAt(TaskEntry task) {
        long lease = task.row().state().suspended() ? TaskEntry.NEVER : leasing.dueAt(task);
        return Math.min(lease, task.watchAt());
    }

    private static boolean isEmpty(CycleReply reply) {
        return reply.tasks().isEmpty()
                && reply.watch().isEmpty()
                && reply.events().isEmpty();
    }
}
