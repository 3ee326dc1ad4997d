package dev.trellis.pdo.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.engine.CycleRequest.Reason;
import dev.trellis.contract.engine.LeasedTask.Demand;
import dev.trellis.pdo.fixture.Fault;
import dev.trellis.pdo.fixture.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DispatchCycleTest {
    private final World world = new World();

    @Test
    void shouldSendConfirmAndEndWhenNothingHasBeenReadyForTheLingerTime() {
        // given
        IntStream.range(0, 3).forEach(i -> world.host.add(Tasks.task("t" + i)));

        // when
        CycleReport report = world.run();

        // then
        assertThat(report.ending()).isEqualTo(Ending.IDLE);
        assertThat(report.sent()).isEqualTo(3);
        assertThat(world.queues.requests()).hasSize(3);
        assertThat(List.of(world.status("t0"), world.status("t1"), world.status("t2")))
                .containsOnly("queued");
        assertThat(world.clock.instant()).isEqualTo(Tasks.NOW.plusSeconds(10));
        assertThat(world.pauses).isEmpty();
    }

    @Test
    void shouldStoreTheReasonsOfTheRouteWhenATaskIsSent() {
        // given
        world.host.add(Tasks.of("t1", new Demand(Tasks.TYPE, null, "^1", List.of("net=none"))));

        // when
        var unused = world.run();

        // then
        assertThat(world.host.task("t1").reasons())
                .extracting(Reason::rule)
                .containsExactly("version.range", "capability.met", "queue");
    }

    @Test
    void shouldGoOnForTheLingerTimeAfterTheLastReadyTask() {
        // given
        world.host.add(Tasks.task("t1"));
        world.engine.script(request -> {
            addWhenIdle("t2", request, Tasks.NOW.plusSeconds(10));
            return Fault.NONE;
        });
        world.settings = LoopSettings.DEFAULT.withLinger(Duration.ofSeconds(25));

        // when
        CycleReport report = world.run();

        // then
        assertThat(report.sent()).isEqualTo(2);
        assertThat(world.clock.instant()).isEqualTo(Tasks.NOW.plusSeconds(20 + 25));
    }

    @Test
    void shouldEndAtOnceAfterTheWorkWhenEnoughOthersWait() {
        // given
        takePlaces("other-1", "other-2");
        world.host.add(Tasks.task("t1"));

        // when
        CycleReport report = world.run();

        // then
        assertThat(report.ending()).isEqualTo(Ending.NO_PLACE);
        assertThat(world.status("t1")).isEqualTo("queued");
        assertThat(world.clock.instant()).isEqualTo(Tasks.NOW);
    }

    @Test
    void shouldFreeItsPlaceWhenItEnds() {
        // when
        IntStream.range(0, 5).forEach(i -> assertThat(world.run().ending()).isEqualTo(Ending.IDLE));

        // then
        assertThat(world.engine.requests().getLast().ask().closing()).isTrue();
    }

    @Test
    void shouldEndBeforeTheDeadlineWithEverythingConfirmed() {
        // given
        IntStream.range(0, 1_000).forEach(i -> world.host.add(Tasks.task("t" + i)));
        world.queues.script(queue -> {
            world.clock.advance(Duration.ofSeconds(2));
            return Fault.NONE;
        });
        Instant deadline = Tasks.NOW.plusSeconds(12);

        // when
        CycleReport report = world.run(deadline);

        // then
        assertThat(report.ending()).isEqualTo(Ending.DEADLINE);
        assertThat(world.clock.instant()).isBefore(deadline);
        assertThat(report.sent()).isEqualTo(world.queues.requests().size()).isBetween(100, 999);
        assertThat(countOf("queued")).isEqualTo(report.sent());
        assertThat(countOf("leased")).isZero();
    }

    @Test
    void shouldNotLetTheHostWaitPastTheDeadline() {
        // when
        CycleReport report = world.run(Tasks.NOW.plusSeconds(8));

        // then
        assertThat(report.ending()).isEqualTo(Ending.DEADLINE);
        assertThat(world.clock.instant()).isEqualTo(Tasks.NOW.plusSeconds(6));
    }

    @Test
    void shouldLeaveOthersAloneWhenATaskIsPoisoned() {
        // given
        world.host.add(Tasks.withInputs(Tasks.task("bad"), "}"));
        world.host.add(Tasks.ofType("unknown", "demo.unknown"));
        world.host.add(Tasks.task("good"));
        world.registries.stable(
                Tasks.TYPE, "1.1.0", entry -> entry.putObject("input_schema").put("type", "object"));

        // when
        CycleReport report = world.run();

        // then
        assertThat(report.sent()).isEqualTo(1);
        assertThat(report.released()).isEqualTo(2);
        assertThat(List.of(world.status("bad"), world.status("unknown"), world.status("good")))
                .containsExactly("incident", "incident", "queued");
        assertThat(world.host.task("unknown").reasons().getLast().rule()).isEqualTo("task_type.unknown");
    }

    @Test
    void shouldFetchAPinnedVersionThatTheSnapshotLacks() {
        // given
        DispatchCycle warm = world.newCycle();
        world.host.add(Tasks.task("t1"));
        var first = warm.run(world.clock.instant().plusSeconds(60));
        world.registries.version(Tasks.TYPE, "2.0.0", entry -> {});
        world.host.add(Tasks.of("t2", new Demand(Tasks.TYPE, "2.0.0", null, List.of())));

        // when
        CycleReport second = warm.run(world.clock.instant().plusSeconds(60));

        // then
        assertThat(List.of(first.sent(), second.sent())).containsExactly(1, 1);
        assertThat(world.queues.requests().getLast().executor().version()).isEqualTo("2.0.0");
    }

    private void addWhenIdle(String id, CycleRequest request, Instant at) {
        boolean idle = request.confirmed().isEmpty() && !world.clock.instant().isBefore(at);
        if (idle && world.queues.requests().size() == 1) {
            world.host.add(Tasks.task(id));
        }
    }

    private void takePlaces(String... pdos) {
        for (String pdo : pdos) {
            var unused = world.host.cycle(
                    new CycleRequest(pdo, new CycleRequest.Ask(0, 0, 0, false), List.of(), List.of(), List.of(), 0));
        }
    }

    private long countOf(String status) {
        return IntStream.range(0, 1_000)
                .filter(i -> world.status("t" + i).equals(status))
                .count();
    }
}
