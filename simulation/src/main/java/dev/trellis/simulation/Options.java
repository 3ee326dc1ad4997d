package dev.trellis.simulation;

import dev.trellis.simulation.mutation.Mutation;
import dev.trellis.simulation.mutation.Planted;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the command line asks for.
 *
 * @param seeds how many
 * @param first the lowest
 * @param trace whether each schedule is told line by line
 * @param planted bugs
 */
record Options(long seeds, long first, boolean trace, boolean json, int threads, Planted planted) {
    static final String USAGE = """
        Usage: trellis fuzz [--seeds N] [--from S] [--threads T] [--plant BUG] [--json]
               trellis fuzz --seed S [--trace] [--plant BUG] [--json]
          --seeds N    how many schedules to run (100000)
          --from S     the first seed (1)
          --threads T  threads that share the seeds (one per processor)
          --seed S     one schedule
          --trace      print what happens in it; the same seed prints the same bytes
          --plant BUG  plant a bug of the list, to see it found
          --json       {"seeds": N, "violations": […]} on standard output
        Bugs: %s\
        """.formatted(String.join(" ", names()));

    /** @throws IllegalArgumentException when something is wrong with them, in words for people */
    static Options parse(List<String> arguments) {
        long seeds = 100_000;
        long first = 1;
        boolean trace = false;
        boolean json = false;
        int threads = Runtime.getRuntime().availableProcessors();
        Planted planted = Planted.NOTHING;
        Iterator<String> words = arguments.iterator();
        while (words.hasNext()) {
            String word = words.next();
            switch (word) {
                case "--seeds" -> seeds = number(word, words);
                case "--from" -> first = number(word, words);
                case "--seed" -> {
                    first = number(word, words);
                    seeds = 1;
                }
                case "--threads" -> threads = (int) number(word, words);
                case "--plant" -> planted = new Planted(Set.of(mutation(word, words)));
                case "--trace" -> trace = true;
                case "--json" -> json = true;
                default -> throw new IllegalArgumentException("unknown option " + word);
            }
        }
        return new Options(seeds, first, trace, json, Math.max(1, threads), planted);
    }

    private static long number(String option, Iterator<String> words) {
        String text = value(option, words);
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException(option + " wants a number, not " + text, noNumber);
        }
        throw new IllegalArgumentException(option + " wants a number that is not negative, not " + text);
    }

    private static Mutation mutation(String option, Iterator<String> words) {
        String name = value(option, words).toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(Mutation.values())
                .filter(mutation -> mutation.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no bug " + name + " on the list"));
    }

    private static String value(String option, Iterator<String> words) {
        if (!words.hasNext()) {
            throw new IllegalArgumentException(option + " wants a value");
        }
        return words.next();
    }

    private static List<String> names() {
        return Arrays.stream(Mutation.values()).map(Mutation::name).toList();
    }
}
