package dev.trellis.pdo.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.task.TaskRequest;
import dev.trellis.pdo.fixture.Fault;
import dev.trellis.pdo.fixture.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random faults at every side effect, over many runs; a failure names its seed. */
class DispatchCyclePropertyTest {
    private static final int TASKS = 25;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 150);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldQueueEveryTaskUnderItsOneTokenWhateverBreaks(long seed) {
        // given
        Random random = new Random(seed);
        World world = new World();
        world.settings = new LoopSettings(
                LoopSettings.DEFAULT.linger(),
                LoopSettings.DEFAULT.reserve(),
                LoopSettings.DEFAULT.patience(),
                1 + random.nextInt(10),
                10,
                LoopSettings.DEFAULT.limits());
        world.engine.script(request -> fault(random));
        world.queues.script(queue -> fault(random));
        IntStream.range(0, TASKS).forEach(i -> world.host.add(Tasks.task("t" + i)));

        // when
        IntStream.range(0, 12).forEach(i -> runUntilCrash(world));
        world.engine.script(request -> Fault.NONE);
        world.queues.script(queue -> Fault.NONE);
        world.clock.advance(Duration.ofMinutes(1));
        var last = world.run();

        // then
        assertThat(last.ending()).isEqualTo(Ending.IDLE);
        Map<String, Set<String>> tokens = world.queues.requests().stream()
                .map(TaskRequest::attempt)
                .collect(Collectors.groupingBy(
                        attempt -> attempt.taskId().value(),
                        Collectors.mapping(attempt -> attempt.token(), Collectors.toSet())));
        assertThat(tokens).hasSize(TASKS).allSatisfy((id, used) -> assertThat(used)
                .containsExactly("token-" + id));
        assertThat(IntStream.range(0, TASKS).mapToObj(i -> world.status("t" + i)))
                .containsOnly("queued");
    }

    private static void runUntilCrash(World world) {
        try {
            var unused = world.run();
        } catch (Fault.Crash crash) {
            world.clock.advance(World.LEASE);
        }
    }

    private static Fault fault(Random random) {
        List<Fault> faults = List.of(Fault.values());
        return random.nextInt(3) == 0 ? faults.get(random.nextInt(faults.size())) : Fault.NONE;
    }
}
