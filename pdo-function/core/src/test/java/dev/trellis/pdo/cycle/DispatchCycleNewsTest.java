package dev.trellis.pdo.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.CycleReply.Watch;
import dev.trellis.contract.engine.Observation;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.QueueNames;
import dev.trellis.pdo.fixture.Fault;
import dev.trellis.pdo.fixture.Tasks;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Events that leave, and tasks that are watched. */
class DispatchCycleNewsTest {
    private final World world = new World();

    @Test
    void shouldPublishEventsInOrderAndAcknowledgeThem() {
        // given
        List<String> events = emit(450);

        // when
        CycleReport report = world.run();

        // then
        assertThat(report.events()).isEqualTo(450);
        assertThat(world.queues.taken(QueueNames.EVENTS)).isEqualTo(events);
        assertThat(world.host.outbox()).isEmpty();
    }

    @Test
    void shouldPublishInOneRequestWhatGathersAfterTheLastOnes() {
        // given
        emit(1);
        world.host.add(Tasks.task("t1"));
        world.queues.script(queue -> {
            int sends = world.queues.sends(World.QUEUE);
            if (queue.equals(World.QUEUE) && sends < 5) {
                world.host.add(Tasks.task("t" + (sends + 1)));
                emit(1);
            }
            return Fault.NONE;
        });

        // when
        CycleReport report = world.run(Tasks.NOW.plus(Linger.GATHERING));

        // then
        assertThat(report.sent()).isEqualTo(5);
        assertThat(world.queues.sends(QueueNames.EVENTS)).isEqualTo(1);
    }

    @Test
    void shouldLeaveNoEventBehindWhenTheRunEndsWhileTheyGather() {
        // given
        world.settings = LoopSettings.DEFAULT.withLinger(Linger.GATHERING.dividedBy(2));
        emit(1);
        world.queues.script(queue -> {
            if (world.queues.sends(QueueNames.EVENTS) == 1) {
                emit(1);
            }
            return Fault.NONE;
        });

        // when
        CycleReport report = world.run();

        // then
        assertThat(report.events()).isEqualTo(2);
        assertThat(world.host.outbox()).isEmpty();
    }

    @Test
    void shouldAcknowledgeUpToTheFirstGapWhenTheQueueTookAPart() {
        // given
        emit(4);
        Deque<Fault> faults = new ArrayDeque<>(List.of(Fault.PARTIAL));
        world.queues.script(queue -> faults.isEmpty() ? Fault.NONE : faults.pop());

        // when
        CycleReport report = world.run();

        // then
        assertThat(world.queues.taken(QueueNames.EVENTS))
                .containsExactly("{\"id\":0}", "{\"id\":2}", "{\"id\":1}", "{\"id\":2}", "{\"id\":3}");
        assertThat(world.host.outbox()).isEmpty();
        assertThat(report.events()).isEqualTo(4);
    }

    @Test
    void shouldKeepEventsInTheOutboxAndBreatheWhenTheirQueueIsDown() {
        // given
        emit(2);
        world.queues.script(queue -> Fault.DOWN);

        // when
        CycleReport report = world.run();

        // then
        assertThat(report.ending()).isEqualTo(Ending.IDLE);
        assertThat(world.host.outbox()).hasSize(2);
        assertThat(world.pauses).containsOnly(Duration.ofSeconds(1)).hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void shouldServeTasksWhenTheEventsQueueIsDown() {
        // given
        emit(2);
        world.host.add(Tasks.task("t1"));
        world.queues.script(queue -> queue.equals(QueueNames.EVENTS) ? Fault.DOWN : Fault.NONE);

        // when
        CycleReport report = world.run();

        // then
        assertThat(report.sent()).isEqualTo(1);
        assertThat(world.status("t1")).isEqualTo("queued");
    }

    @Test
    void shouldTellWhatItSawOfWatchedTasks() {
        // given
        world.host.watch(new Watch("t1", 1, "token-t1", "default", "execute", 10));

        // when
        CycleReport report = world.run();

        // then
        assertThat(report.observed()).isEqualTo(1);
        assertThat(world.host.observations()).containsExactly(new Observation.Unclaimed("t1", "token-t1", Tasks.NOW));
    }

    private List<String> emit(int count) {
        List<String> events =
                IntStream.range(0, count).mapToObj(i -> "{\"id\":" + i + "}").toList();
        events.forEach(event -> {
            var unused = world.host.emit(new Json(event));
        });
        return events;
    }
}
