package dev.trellis.host.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.engine.CycleRequest.Ask;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.LeasedTask.Demand;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.TaskContext;
import dev.trellis.contract.task.TaskId;
import dev.trellis.contract.task.TimeLimits;
import dev.trellis.host.lease.WaitingRoom.Seat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {
    private static final Executor OWN_THREAD = Thread::startVirtualThread;
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final WaitingRoom room = new WaitingRoom();

    @Test
    void shouldHandLeasesToTheCallThatWaitedLongest() {
        // given
        CompletableFuture<CycleReply> first = waiting("pdo-1");
        CompletableFuture<CycleReply> second = waiting("pdo-2");

        // when
        Seat seat = claim();
        seat.hand(reply("t1"));

        // then
        assertThat(seat.request().pdoId()).isEqualTo("pdo-1");
        assertThat(first.join()).isEqualTo(reply("t1"));
        assertThat(second).isNotDone();
        room.run();
        assertThat(second.join().isEmpty()).isTrue();
    }

    @Test
    void shouldGoOnWaitingWhenTheTransactionHasNothingForIt() {
        // given
        CompletableFuture<CycleReply> call = waiting("pdo-1");

        // when
        claim().hand(CycleReply.empty());
        Seat again = claim();
        again.hand(reply("t1"));

        // then
        assertThat(call.join()).isEqualTo(reply("t1"));
    }

    @Test
    void shouldGiveACallToOneTransactionAtATime() {
        // given
        CompletableFuture<CycleReply> call = waiting("pdo-1");
        Seat seat = claim();

        // when
        Optional<Seat> second = room.claim();

        // then
        assertThat(second).isEmpty();
        seat.hand(reply("t1"));
        assertThat(call.join()).isEqualTo(reply("t1"));
    }

    @Test
    void shouldOutstayItsTimeForATransactionThatHasClaimedIt() {
        // given
        CompletableFuture<CycleReply> call = waiting("pdo-1");
        Seat seat = claim();

        // when
        room.run();
        seat.hand(reply("t1"));

        // then
        assertThat(call.join()).isEqualTo(reply("t1"));
    }

    @Test
    void shouldOfferNoCallThatHasLeft() {
        // given
        CycleReply nothing = room.await(request("pdo-1", 10), room.raised(), SHORT);

        // when
        Optional<Seat> seat = room.claim();

        // then
        assertThat(nothing.isEmpty()).isTrue();
        assertThat(seat).isEmpty();
    }

    @Test
    void shouldNotOfferACallThatWantsNoTasks() {
        // given
        CompletableFuture<CycleReply> call =
                CompletableFuture.supplyAsync(() -> room.await(request("pdo-1", 0), 0, LONG), OWN_THREAD);
        while (!room.isAttended()) {
            Thread.onSpinWait();
        }

        // when
        Optional<Seat> seat = room.claim();

        // then
        assertThat(seat).isEmpty();
        room.run();
        assertThat(call.join().isEmpty()).isTrue();
    }

    @Test
    void shouldKnowWhetherAnOrchestratorIsAbout() {
        // given
        boolean before = room.isAttended();

        // when
        CycleReply nothing = room.await(request("pdo-1", 10), room.raised(), SHORT);

        // then
        assertThat(before).isFalse();
        assertThat(nothing.isEmpty()).isTrue();
        assertThat(room.isAttended()).isTrue();
        room.leaves();
        assertThat(room.isAttended()).isFalse();
    }

    private CompletableFuture<CycleReply> waiting(String pdoId) {
        long seen = room.raised();
        int others = room.free();
        CompletableFuture<CycleReply> call =
                CompletableFuture.supplyAsync(() -> room.await(request(pdoId, 10), seen, LONG), OWN_THREAD);
        while (room.free() == others) {
            Thread.onSpinWait();
        }
        return call;
    }

    private Seat claim() {
        return room.claim().orElseThrow();
    }

    private static CycleRequest request(String pdoId, int most) {
        return new CycleRequest(pdoId, new Ask(most, 0, 60_000, false), List.of(), List.of(), List.of(), 0);
    }

    private static CycleReply reply(String id) {
        return new CycleReply(List.of(task(id)), List.of(), List.of(), true);
    }

    private static LeasedTask task(String id) {
        return new LeasedTask(
                new Attempt(new TaskId(id), 1, "token"),
                Action.EXECUTE,
                new Demand("test.one", "1.0.0", null, List.of()),
                new Payload.Inline(new Json("{}")),
                List.of(),
                new TimeLimits(Instant.EPOCH, 60, 5),
                new TaskContext("default", null, List.of(), Map.of(), null));
    }
}
