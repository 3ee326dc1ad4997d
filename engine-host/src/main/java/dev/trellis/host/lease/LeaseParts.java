package dev.trellis.host.lease;

import dev.trellis.host.db.Database;
import dev.trellis.host.incident.IncidentLog;
import dev.trellis.host.limit.LimitGate;
import dev.trellis.host.limit.Limits;
import dev.trellis.host.outbox.OutboxTable;
import dev.trellis.host.outcome.Absorption;
import dev.trellis.host.task.ReadyTasks;
import dev.trellis.host.unit.OwnTasks;
import dev.trellis.host.watch.Observations;
import dev.trellis.host.watch.WatchList;

/** Puts the parts of this package together: first what transactions of the engine call, then the conversation. */
public final class LeaseParts {
    private final WaitingRoom room = new WaitingRoom();
    private final Conversation.Terms terms;
    private final HeldReports held;
    private final Listeners listeners;
    private final Looks looks;
    private final Exchange exchange;
    private final Beginnings beginnings;

    /**
     * What stands between a task and its lease.
     *
     * @param limits what policies limit
     * @param own what the kernel executes itself
     */
    public record Beginnings(Limits limits, OwnTasks own) {}

    /**
     * @param places how many orchestrators may linger at once
     */
    public LeaseParts(
            Database database,
            OutboxTable outbox,
            IncidentLog incidents,
            Beginnings beginnings,
            Conversation.Terms terms,
            int places) {
        this.terms = terms;
        this.beginnings = beginnings;
        this.held = new HeldReports(new Confirmations(outbox), outbox);
        this.listeners = new Listeners(places);
        this.looks = new Looks(terms.look());
        this.exchange = new Exchange(
                database,
                new Exchange.Parts(
                        held,
                        new Releases(held, incidents),
                        listeners,
                        new Leasing(terms.queueWait(), held, gate(), beginnings.own()),
                        new WatchList(),
                        outbox,
                        beginnings.own()),
                looks,
                terms.lease());
    }

    public ReadyTasks handOver() {
        return new HandOver(room, exchange, beginnings.limits(), terms);
    }

    /** What lets tasks begin as far as policies allow. */
    public LimitGate gate() {
        return new LimitGate(beginnings.limits(), Leasing.AGEING_SECONDS);
    }

    public Absorption absorption() {
        return held;
    }

    public HeldWork heldWork() {
        return exchange;
    }

    public WaitingRoom room() {
        return room;
    }

    public PdoCycle conversation(Observations observations) {
        return new Conversation(new Conversation.Parts(room, held, listeners, observations), exchange, looks);
    }
}
