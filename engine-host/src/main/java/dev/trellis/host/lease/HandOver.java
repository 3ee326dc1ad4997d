package dev.trellis.host.lease;

import dev.trellis.contract.engine.CycleReply;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.lease.WaitingRoom.Seat;
import dev.trellis.host.limit.Limits;
import dev.trellis.host.task.ReadyTasks;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Leases in the transaction that makes tasks ready, to an orchestrator that waits on this host, under the rules of every lease; what
 * else is due for it, events and reports, rides along. The reply reaches the call after the commit, by memory alone: when the
 * host dies before, or the caller is gone, the leases lapse. Where none waits, a commit wakes whoever looks next.
 */
public final class HandOver implements ReadyTasks, Consumer<EngineTransaction> {
    private static final Duration LONGEST_LEASE = Duration.ofSeconds(5);

    private final WaitingRoom room;
    private final Exchange exchange;
    private final Duration lease;
    private final boolean on;
    private final Limits limits;

    HandOver(WaitingRoom room, Exchange exchange, Limits limits, Conversation.Terms terms) {
        this.room = room;
        this.exchange = exchange;
        this.lease = terms.lease().compareTo(LONGEST_LEASE) < 0 ? terms.lease() : LONGEST_LEASE;
        this.on = terms.handOff();
        this.limits = limits;
    }

    @Override
    public void madeReady(EngineTransaction at) {
        at.beforeCommit(this);
    }

    @Override
    public void placeLeft(EngineTransaction at) {
        if (!limits.areNone()) {
            madeReady(at);
        }
    }

    @Override
    public void accept(EngineTransaction at) {
        Optional<Seat> waiting = on ? room.claim() : Optional.empty();
        waiting.ifPresentOrElse(seat -> serve(seat, at), () -> at.afterCommit(room));
    }

    private void serve(Seat seat, EngineTransaction at) {
        at.afterRollback(() -> seat.hand(CycleReply.empty()));
        CycleReply reply = exchange.join(seat.request(), room.raised(), lease, at);
        at.afterCommit(() -> seat.hand(reply));
        if (reply.tasks().size() == seat.request().ask().maxTasks()) {
            at.afterCommit(room);
        }
    }
}
