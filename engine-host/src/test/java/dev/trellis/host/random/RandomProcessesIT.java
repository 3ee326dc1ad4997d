package dev.trellis.host.random;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random processes on the kernel and PostgreSQL: same end, same variables, same tasks as the oracle says. {@code
 * -Dtrellis.random.seed=N} runs the process of one seed alone; {@code -Dtrellis.random.first=N} and {@code
 * -Dtrellis.random.processes=N} run others.
 */
final class RandomProcessesIT {
    private static final int PATHS = 3;
    private static final int SHOWN = 3;
    private static final Long ONE = Long.getLong("trellis.random.seed");
    private static final long FIRST = Long.getLong("trellis.random.first", 0);
    private static final int PROCESSES = Integer.getInteger("trellis.random.processes", 1_000);
    private static final int RESTARTED_ONCE = 50;
    private static final int RESTARTED_OFTEN = 3;

    @Test
    void shouldEndEveryProcessAsTheOracleSays() {
        // given
        List<RandomProcess> processes = seeds(PROCESSES);

        // when
        Flown flown = fly(trips(processes, PATHS), new Manner(300, 100, flight -> false));

        // then
        flown.tell("random order and batches");
        assertThat(flown.shown()).isEmpty();
        assertThat(flown.leftovers()).isEmpty();
    }

    @Test
    void shouldEndAsTheOracleSaysWhenTheHostIsRestartedAtARandomStep() {
        // given
        List<Trip> trips = trips(seeds(RESTARTED_ONCE), PATHS);
        Map<Trip, Integer> restarts = new HashMap<>();
        trips.stream()
                .filter(trip -> trip.path().number() == trip.process().seed() % PATHS)
                .forEach(trip -> restarts.put(trip, aStepOf(trip)));

        // when
        Flown flown = fly(trips, new Manner(60, 10, flight -> Integer.valueOf(flight.steps())
                .equals(restarts.get(flight.trip))));

        // then
        flown.tell("restarts at a random step of " + restarts.size());
        assertThat(flown.shown()).isEmpty();
        assertThat(flown.leftovers()).isEmpty();
    }

    private static int aStepOf(Trip trip) {
        int steps = Oracle.ending(trip.process(), trip.path()).tasks().entrySet().stream()
                .filter(task -> !task.getKey().endsWith(" cancelled"))
                .mapToInt(Map.Entry::getValue)
                .sum();
        return 1 + new Random(trip.process().seed()).nextInt(Math.max(1, steps));
    }

    @Test
    void shouldEndAsTheOracleSaysWhenTheHostIsRestartedAfterEveryStep() {
        // given
        List<RandomProcess> processes = seeds(RESTARTED_OFTEN);

        // when
        Flown flown = fly(trips(processes, 1), new Manner(1, 1, flight -> true));

        // then
        flown.tell("a restart after every step");
        assertThat(flown.shown()).isEmpty();
        assertThat(flown.leftovers()).isEmpty();
    }

    private static List<RandomProcess> seeds(int count) {
        LongStream seeds = ONE != null ? LongStream.of(ONE) : LongStream.range(FIRST, FIRST + count);
        return seeds.mapToObj(RandomProcess::of).toList();
    }

    private static List<Trip> trips(List<RandomProcess> processes, int paths) {
        return processes.stream()
                .flatMap(process -> IntStream.range(0, paths).mapToObj(path -> Trip.of(process, path)))
                .toList();
    }

    private static Flown fly(List<Trip> trips, Manner manner) {
        long started = System.nanoTime();
        long cpu = processCpu();
        List<RandomProcess> processes =
                trips.stream().map(Trip::process).distinct().toList();
        try (Host host = new Host(processes)) {
            Rounds rounds = new Rounds(host, FIRST, manner);
            List<String> failures = rounds.run(trips);
            String numbers = String.format(
                    Locale.ROOT,
                    "seeds %d to %d, %d instances, %d outcomes, %d restarts, %d failed, %.0f s, %.0f s of JVM CPU, load %.1f",
                    processes.getFirst().seed(),
                    processes.getLast().seed(),
                    trips.size(),
                    rounds.accepted(),
                    host.restarts(),
                    failures.size(),
                    (System.nanoTime() - started) / 1e9,
                    (processCpu() - cpu) / 1e9,
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
            return new Flown(numbers, failures, host.tables().leftovers());
        }
    }

    private static long processCpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** What came of many trips. */
    private record Flown(String numbers, List<String> failures, Map<String, Integer> leftovers) {
        void tell(String how) {
            System.out.println(how + ": " + numbers);
        }

        /** The first failures with their diagrams, the others without. */
        List<String> shown() {
            List<String> shown = new ArrayList<>(failures.subList(0, Math.min(SHOWN, failures.size())));
            failures.stream()
                    .skip(SHOWN)
                    .map(failure -> failure.substring(0, failure.indexOf(Trip.DIAGRAM)))
                    .forEach(shown::add);
            return shown;
        }
    }
}
