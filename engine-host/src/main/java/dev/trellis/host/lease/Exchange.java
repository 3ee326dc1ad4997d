package dev.trellis.host.lease;

import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleReply.OutboxEvent;
import dev.trellis.contract.engine.CycleReply.Watch;
import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.engine.CycleRequest.Ask;
import dev.trellis.host.db.Database;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.lease.HeldReports.Report;
import dev.trellis.host.outbox.OutboxTable;
import dev.trellis.host.unit.OwnTasks;
import dev.trellis.host.watch.WatchList;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The transactions of a conversation: each writes what was told, as far as it is due, and takes what is there. */
final class Exchange implements HeldWork {
    private static final int WATCHED_AT_ONCE = 50;

    private final Database database;
    private final Parts parts;
    private final Looks looks;
    private final Duration lease;

    /** What the transactions write to and take from. */
    record Parts(
            HeldReports held,
            Releases releases,
            Listeners listeners,
            Leasing leasing,
            WatchList watchList,
            OutboxTable outbox,
            OwnTasks own) {}

    Exchange(Database database, Parts parts, Looks looks, Duration lease) {
        this.database = database;
        this.parts = parts;
        this.looks = looks;
        this.lease = lease;
    }

    private record Done(Collection<Report> heldOn, boolean lingers, Leasing.Batch leased, CycleReply reply) {}

    /**
     * Writes all that was told and notes that the caller listens, or has left.
     *
     * @param seen how often the signal had been raised before
     * @param takes whether to take what is there as well
     */
    CycleReply tell(CycleRequest request, long seen, boolean takes) {
        Look all = new Look(seen, request.ask().maxEvents(), true, parts.held().batch(), lease);
        Done done = database.write(handle -> {
            parts.releases().apply(request.released(), handle);
            Collection<Report> heldOn = parts.held().write(all.batch(), handle);
            boolean lingers = listening(request, handle);
            return takes
                    ? take(request, heldOn, lingers, all, handle)
                    : new Done(heldOn, lingers, Leasing.Batch.NOTHING, nothing(lingers));
        });
        parts.held().settled(all.batch(), done.heldOn());
        parts.listeners().noted(request.pdoId(), wait(request), done.lingers());
        if (takes) {
            looked(request.ask(), all, done);
        }
        return done.reply();
    }

    private boolean listening(CycleRequest request, Handle handle) {
        if (request.ask().closing()) {
            parts.listeners().left(request.pdoId(), handle);
            return false;
        }
        return parts.listeners().seen(request.pdoId(), wait(request), handle);
    }

    /**
     * Takes what is there for a caller that has a place, and writes what was told only where that is due.
     *
     * @param seen how often the signal had been raised before
     */
    CycleReply look(CycleRequest request, long seen) {
        Look look = due(request, seen, lease);
        Done done = database.write(handle -> look(request, look, handle));
        settle(request, look, done);
        return done.reply();
    }

    /** Takes the same in a transaction of others, which waits for no lock any more. */
    CycleReply join(CycleRequest request, long seen, Duration lapse, EngineTransaction at) {
        Look look = due(request, seen, lapse);
        Done done = look(request, look, at.sql());
        at.afterCommit(() -> settle(request, look, done));
        return done.reply();
    }

    /** What one look does besides leasing. */
    private record Look(long seen, int events, boolean stale, HeldReports.Batch batch, Duration lease) {}

    private Look due(CycleRequest request, long seen, Duration lapse) {
        int events = looks.areEventsDue() ? request.ask().maxEvents() : 0;
        // Before events are fetched: those that are told as published would be handed out again.
        boolean writes = events > 0 || parts.held().areDue();
        return new Look(
                seen,
                events,
                !request.ask().closing() && parts.listeners().isStale(request.pdoId(), wait(request)),
                writes ? parts.held().batch() : HeldReports.NOTHING,
                lapse);
    }

    private Done look(CycleRequest request, Look look, Handle handle) {
        Collection<Report> heldOn = parts.held().write(look.batch(), handle);
        boolean lingers = !look.stale() || parts.listeners().seen(request.pdoId(), wait(request), handle);
        return take(request, heldOn, lingers, look, handle);
    }

    private void settle(CycleRequest request, Look look, Done done) {
        parts.held().settled(look.batch(), done.heldOn());
        if (look.stale()) {
            parts.listeners().noted(request.pdoId(), wait(request), done.lingers());
        }
        looked(request.ask(), look, done);
    }

    private Done take(CycleRequest request, Collection<Report> heldOn, boolean lingers, Look look, Handle handle) {
        Ask ask = request.ask();
        Leasing.Batch leased = parts.leasing().lease(request.pdoId(), ask.maxTasks(), look.lease(), handle);
        List<Watch> watch = ask.closing() ? List.of() : parts.watchList().due(WATCHED_AT_ONCE, handle);
        List<OutboxEvent> events =
                look.events() == 0 ? List.of() : parts.outbox().take(request.pdoId(), look.events(), handle);
        return new Done(heldOn, lingers, leased, new CycleReply(leased.tasks(), watch, events, lingers));
    }

    private void looked(Ask ask, Look look, Done done) {
        parts.own().begin(done.leased().own());
        if (ask.maxTasks() > 0 || ask.waitMillis() > 0) {
            looks.looked(look.seen(), done.leased().full(), done.leased().next());
        }
        if (look.events() > 0) {
            looks.fetched(done.reply().events().size() == look.events());
        }
    }

    @Override
    public void writeDue() {
        if (parts.held().areDue()) {
            writeAll();
        }
    }

    @Override
    public void writeAll() {
        HeldReports.Batch batch = parts.held().batch();
        if (!batch.isEmpty()) {
            parts.held().settled(batch, database.write(handle -> parts.held().write(batch, handle)));
        }
    }

    static CycleReply nothing(boolean lingers) {
        return new CycleReply(List.of(), List.of(), List.of(), lingers);
    }

    private static Duration wait(CycleRequest request) {
        return Duration.ofMillis(request.ask().waitMillis());
    }
}
