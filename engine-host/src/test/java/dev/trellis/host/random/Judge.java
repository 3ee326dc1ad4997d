package dev.trellis.host.random;

import dev.trellis.host.incident.IncidentQuery;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.random.EngineTables.Ended;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares how an instance ended with what the oracle says, and tells where one stands that does not end. */
final class Judge {
    private final Host host;

    Judge(Host host) {
        this.host = host;
    }

    /** The difference; empty when there is none. */
    Optional<String> difference(Flight flight, Ended ended) {
        Ending expected = Oracle.ending(flight.trip.process(), flight.trip.path());
        Map<String, Object> differences = new TreeMap<>();
        if (!ended.state().equals("completed")) {
            differences.put("state", ended.state());
        }
        differences.putAll(different("variable ", expected.variables(), ended.variables()));
        differences.putAll(different("tasks ", expected.tasks(), host.tables().tasks(flight.instance.id())));
        List<String> outOfTurn = host.tables().outOfTurn(flight.instance.id());
        if (!outOfTurn.isEmpty()) {
            differences.put("undone out of turn", outOfTurn);
        }
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of("it ends otherwise:\n" + lines(differences) + flight.log());
    }

    private static Map<String, String> different(
            String what,
            Map<String, ? extends @Nullable Object> expected,
            Map<String, ? extends @Nullable Object> actual) {
        Map<String, String> differences = new TreeMap<>();
        TreeSet<String> names = new TreeSet<>(expected.keySet());
        names.addAll(actual.keySet());
        for (String name : names) {
            String wanted = expected.containsKey(name) ? text(expected.get(name)) : "nothing";
            String found = actual.containsKey(name) ? text(actual.get(name)) : "nothing";
            if (!Objects.equals(wanted, found)) {
                differences.put(what + name, "expected " + wanted + ", is " + found);
            }
        }
        return differences;
    }

    private static String text(@Nullable Object value) {
        String text = JsonValues.text(value);
        return text.length() > 500 ? text.substring(0, 500) + "…" : text;
    }

    private static String lines(Map<String, Object> lines) {
        return lines.entrySet().stream()
                .map(line -> "  " + line.getKey() + ": " + line.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** Where an instance stands in which nothing can go on. */
    String stuck(Flight flight) {
        var services = host.driver().kernel.services();
        String tenant = flight.instance.tenant();
        String id = flight.instance.id();
        Map<String, Object> lines = new TreeMap<>();
        lines.put("activities", services.instances().activities(tenant, id));
        lines.put("tasks", host.tables().tasks(id));
        lines.put("timers", host.tables().timers(List.of(id)));
        lines.put("dead steps", host.tables().deadSteps(id));
        lines.put("incidents", services.incidents().list(new IncidentQuery(tenant, null, id, 10)));
        lines.put("variables", text(JsonValues.object(services.instances().variables(tenant, id))));
        return "it is stuck: nothing is ready, no timer is due and it has not ended\n" + lines(lines) + flight.log();
    }
}
