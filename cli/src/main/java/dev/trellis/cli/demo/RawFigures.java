package dev.trellis.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The demo's figures straight from the raw file, by another path than the process takes: no table, no script, no queue.
 *
 * @param setAside reports that cannot be used
 * @param airports the airports with the most strikes, most first
 */
record RawFigures(long setAside, List<Airport> airports) {
    private static final Set<String> DAMAGE_LEVELS = Set.of("None", "Minor", "Medium", "Substantial", "Destroyed");
    private static final int AIRPORT = 0;
    private static final int DAMAGE = 2;
    private static final int COST = 12;

    /** Strikes and costs of one airport. */
    record Airport(String name, long strikes, long cost) {}

    /** Reads the file; it has no quoted cells, so a comma always separates. */
    static RawFigures of(List<String> lines, int airports) {
        List<String[]> reports =
                lines.stream().skip(1).map(line -> line.split(",", -1)).toList();
        Map<String, List<String[]>> byAirport =
                reports.stream().filter(RawFigures::usable).collect(Collectors.groupingBy(report -> report[AIRPORT]));
        List<Airport> most = byAirport.entrySet().stream()
                .map(entry -> airport(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Airport::strikes).reversed().thenComparing(Airport::name))
                .limit(airports)
                .toList();
        return new RawFigures(reports.stream().filter(report -> !usable(report)).count(), most);
    }

    private static boolean usable(String[] report) {
        return report.length == 14 && DAMAGE_LEVELS.contains(report[DAMAGE]);
    }

    private static Airport airport(String name, List<String[]> reports) {
        return new Airport(
                name,
                reports.size(),
                reports.stream()
                        .mapToLong(report -> Long.parseLong(report[COST]))
                        .sum());
    }

    long totalCost() {
        return airports.stream().mapToLong(Airport::cost).sum();
    }

    long totalStrikes() {
        return airports.stream().mapToLong(Airport::strikes).sum();
    }

    /** Where the variables of a finished instance say something else; empty when all figures agree. */
    List<String> differences(JsonNode variables) {
        List<String> found = new ArrayList<>();
        compare("reports set aside", setAside, variables.path("quality").path("rejected"), found);
        compare("strikes", totalStrikes(), variables.path("total_strikes"), found);
        compare("total cost", totalCost(), variables.path("total_cost"), found);
        compare(
                "airports",
                airports.size(),
                Long.toString(variables.path("ranking").size()),
                found);
        for (JsonNode ranked : variables.path("ranking")) {
            String name = ranked.path("airport").asText();
            Airport airport = airports.stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElse(new Airport(name, 0, 0));
            compare("strikes at " + name, airport.strikes(), ranked.path("strikes"), found);
            compare("cost at " + name, airport.cost(), ranked.path("total_cost"), found);
        }
        return found;
    }

    private static void compare(String what, long expected, JsonNode actual, List<String> found) {
        compare(what, expected, actual.isMissingNode() ? "nothing" : actual.asText(), found);
    }

    private static void compare(String what, long expected, String actual, List<String> found) {
        if (!Long.toString(expected).equals(actual)) {
            found.add(what + ": the process says " + actual + ", the raw file " + expected);
        }
    }

    static Path fileIn(Path example) {
        return example.resolve("data").resolve("birdstrikes.csv");
    }
}
