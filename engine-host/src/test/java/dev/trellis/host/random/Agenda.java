package dev.trellis.host.random;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What can go on in a run of the oracle, and what became of its tasks. */
final class Agenda {
    private final Deque<Due> atOnce = new ArrayDeque<>();
    private final List<Due> later = new ArrayList<>();
    private final List<Begun> begun = new ArrayList<>();
    private final Map<String, Integer> events = new TreeMap<>();

    private record Due(String rank, Region region, Runnable step) {}

    /** A task; its status is known in the end. */
    private static final class Begun {
        private final String element;
        private String status = "cancelled";

        Begun(String element) {
            this.element = element;
        }
    }

    void task(Work.Task task, Performer.Answer answer, Region region, Runnable step) {
        Begun one = new Begun(task.id());
        begun.add(one);
        Due due = new Due(answer.rank(), region, () -> {
            one.status = answer.ending() instanceof Performer.Ending.Outputs ? "succeeded" : "failed";
            step.run();
        });
        if (answer.ordered()) {
            later.add(due);
        } else {
            atOnce.add(due);
        }
    }

    void later(String rank, Region region, Runnable step) {
        later.add(new Due(rank, region, step));
    }

    void happened(String event) {
        events.merge(event, 1, Integer::sum);
    }

    /** Goes on until nothing can. */
    void exhaust() {
        Optional<Due> due = next();
        while (due.isPresent()) {
            due.get().step().run();
            due = next();
        }
    }

    private Optional<Due> next() {
        atOnce.removeIf(due -> !due.region().alive());
        later.removeIf(due -> !due.region().alive());
        if (!atOnce.isEmpty()) {
            return Optional.of(atOnce.remove());
        }
        Optional<Due> first = later.stream().min(Comparator.comparing(Due::rank));
        first.ifPresent(later::remove);
        return first;
    }

    Map<String, Integer> tasks() {
        Map<String, Integer> tasks = new TreeMap<>();
        begun.forEach(one -> tasks.merge(one.element + " " + one.status, 1, Integer::sum));
        return tasks;
    }

    Map<String, Integer> events() {
        return events;
    }
}
