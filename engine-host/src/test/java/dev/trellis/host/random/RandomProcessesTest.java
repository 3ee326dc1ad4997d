package dev.trellis.host.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.host.gate.BpmnGate;
import dev.trellis.host.gate.GateResult;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The generator and the oracle of random processes, without a kernel. */
final class RandomProcessesTest {
    private static final int SEEDS = 500;
    private static final int FEW = 150;
    private static final int PATHS = 3;

    @Test
    void shouldWriteDiagramsThatTheGateAcceptsForEverySeed() {
        // given
        BpmnGate gate = new BpmnGate();

        // when
        LongStream.range(0, SEEDS).mapToObj(RandomProcess::of).forEach(process -> {
            byte[] bpmn = BpmnWriter.write(process);

            // then
            assertThat(gate.check(bpmn, process.key()))
                    .as(() -> new String(bpmn, StandardCharsets.UTF_8))
                    .isInstanceOfSatisfying(GateResult.Accepted.class, accepted -> assertThat(accepted.warnings())
                            .isEmpty());
        });
    }

    @Test
    void shouldMakeTheSameOfTheSameSeed() {
        LongStream.range(0, FEW).forEach(seed -> {
            // given
            RandomProcess process = RandomProcess.of(seed);
            Path path = Path.of(seed, 1);

            // when
            RandomProcess again = RandomProcess.of(seed);

            // then
            assertThat(BpmnWriter.write(again)).isEqualTo(BpmnWriter.write(process));
            assertThat(Oracle.ending(again, Path.of(seed, 1))).isEqualTo(Oracle.ending(process, path));
        });
    }

    @Test
    void shouldReachTheEndAndAllThatIsWorthATest() {
        // given
        Map<String, Integer> events = new TreeMap<>();

        // when
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomProcess process = RandomProcess.of(seed);
            for (int number = 0; number < PATHS; number++) {
                Ending ending = Oracle.ending(process, Path.of(seed, number));
                ending.events().forEach((event, count) -> events.merge(event, count, Integer::sum));
                ending.tasks()
                        .forEach((task, count) ->
                                events.merge("task " + task.substring(task.indexOf(' ') + 1), count, Integer::sum));
            }
        }

        // then
        assertThat(events.keySet())
                .contains(
                        "another round",
                        "empty loop",
                        "error",
                        "timer beside",
                        "timer that interrupts",
                        "undone",
                        "nothing to undo")
                .contains("task succeeded", "task failed", "task cancelled");
        assertThat(events.values()).allSatisfy(count -> assertThat(count).isGreaterThan(SEEDS / 10));
    }
}
