package dev.trellis.tde.child;

import dev.trellis.tde.runtime.TaskFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The cores that this function may use, and which of them its children are bound to. */
final class Cores {
    private static final String LIST = "Cpus_allowed_list:";

    private final List<Integer> numbers;

    /** Children that run at the same time begin at different cores. */
    private final AtomicInteger next = new AtomicInteger();

    Cores(List<Integer> numbers) {
        this.numbers = List.copyOf(numbers);
    }

    /** Those of this process, as Linux tells under {@code /proc}. */
    static Cores own() {
        try {
            return new Cores(Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith(LIST))
                    .findFirst()
                    .map(line -> read(line.substring(LIST.length()).strip()))
                    .orElse(List.of()));
        } catch (IOException noLinux) {
            return new Cores(List.of());
        }
    }

    /** The numbers in a list such as {@code 0-3,8}. */
    static List<Integer> read(String list) {
        List<Integer> numbers = new ArrayList<>();
        for (String range : list.split(",")) {
            String[] ends = range.strip().split("-", 2);
            int first = Integer.parseInt(ends[0]);
            IntStream.rangeClosed(first, ends.length == 1 ? first : Integer.parseInt(ends[1]))
                    .forEach(numbers::add);
        }
        return numbers;
    }

    /** What stands in front of a command that is bound to so many cores; nothing when it may have all. */
    List<String> binding(int cores) throws TaskFailedException {
        if (cores == 0) {
            return List.of();
        }
        if (cores > numbers.size()) {
            throw TaskFailedException.permanent(
                    "capability_missing",
                    "the entry provides cpu=%d, and this function has %d cores".formatted(cores, numbers.size()));
        }
        int from = Math.floorMod(next.getAndAdd(cores), numbers.size());
        String list = IntStream.range(from, from + cores)
                .mapToObj(place -> numbers.get(place % numbers.size()).toString())
                .collect(Collectors.joining(","));
        return List.of("taskset", "--cpu-list", list);
    }
}
