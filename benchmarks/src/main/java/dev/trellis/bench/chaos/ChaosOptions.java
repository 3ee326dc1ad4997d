package dev.trellis.bench.chaos;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line.
 *
 * @param instances to start in all
 * @param kills to carry out
 * @param seed repeats the order of the faults
 * @param json whether the report is printed as JSON
 * @param repository the root of the built repository
 * @param state where the platform keeps its data, such as a small file system that may be filled; null for a temporary folder
 */
record ChaosOptions(
        int instances,
        int kills,
        long seed,
        boolean json,
        Path repository,
        @Nullable Path state) {
    static final String USAGE =
            "usage: chaos [--instances N] [--kills K] [--seed S] [--state FOLDER] [--json]   (500 instances, 25 kills)";

    static ChaosOptions parse(List<String> arguments) {
        ChaosOptions options = new ChaosOptions(500, 25, System.nanoTime(), false, Path.of(""), null);
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            if (name.equals("--json")) {
                options = options.inJson();
            } else if (i + 1 < arguments.size()) {
                i++;
                options = options.with(name, arguments.get(i));
            } else {
                throw new IllegalArgumentException("unknown option, or one without its value: " + name);
            }
        }
        return options;
    }

    private ChaosOptions inJson() {
        return new ChaosOptions(instances, kills, seed, true, repository, state);
    }

    private ChaosOptions with(String name, String value) {
        return switch (name) {
            case "--instances" -> new ChaosOptions(number(name, value), kills, seed, json, repository, state);
            case "--kills" -> new ChaosOptions(instances, number(name, value), seed, json, repository, state);
            case "--seed" -> new ChaosOptions(instances, kills, Long.parseLong(value), json, repository, state);
            case "--root" ->
                new ChaosOptions(
                        instances,
                        kills,
                        seed,
                        json,
                        Path.of(value).toAbsolutePath().normalize(),
                        state);
            case "--state" ->
                new ChaosOptions(
                        instances, kills, seed, json, repository, Path.of(value).toAbsolutePath());
            default -> throw new IllegalArgumentException("unknown option: " + name);
        };
    }

    private static int number(String name, String value) {
        if (!value.matches("\\d{1,6}") || Integer.parseInt(value) == 0) {
            throw new IllegalArgumentException(name + " takes a number from 1 to 999999, not: " + value);
        }
        return Integer.parseInt(value);
    }
}
