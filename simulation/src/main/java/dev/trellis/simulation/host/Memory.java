package dev.trellis.simulation.host;

import dev.trellis.contract.engine.CycleRequest.Confirmed;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one process of the host keeps in memory, and loses when it dies. */
final class Memory {
    /** How long it holds what it was told. */
    private static final long LONGEST = 1_000;
    /** How often it fetches events. */
    private static final long EVENTS_EVERY = 1_000;

    private final Map<String, Report> reports = new LinkedHashMap<>();
    private final Map<String, Told> published = new LinkedHashMap<>();
    private final Set<String> places = new HashSet<>();
    private long eventsFrom;

    private record Report(Confirmed told, long since) {}

    private record Told(long upTo, long since) {}

    void hold(String pdoId, Collection<Confirmed> confirmed, long publishedTo, long now) {
        confirmed.forEach(told -> {
            if (!knows(told.taskId(), told.attemptToken())) {
                reports.put(told.taskId(), new Report(told, now));
            }
        });
        if (publishedTo > 0) {
            published.merge(
                    pdoId,
                    new Told(publishedTo, now),
                    (old, next) -> new Told(Math.max(old.upTo(), next.upTo()), old.since()));
        }
    }

    /** Whether an attempt is known to be on its queue. */
    boolean knows(String taskId, String token) {
        Report known = reports.get(taskId);
        return known != null && known.told().attemptToken().equals(token);
    }

    /** When what is held must be written. */
    long dueAt() {
        long oldest = Math.min(
                reports.values().stream().mapToLong(Report::since).min().orElse(TaskEntry.NEVER),
                published.values().stream().mapToLong(Told::since).min().orElse(TaskEntry.NEVER));
        return oldest == TaskEntry.NEVER ? oldest : oldest + LONGEST;
    }

    /** Takes out all confirmations. */
    List<Confirmed> confirmed() {
        List<Confirmed> all = reports.values().stream().map(Report::told).toList();
        reports.clear();
        return all;
    }

    /** Takes out the confirmation of one task. */
    Optional<Confirmed> confirmed(String taskId) {
        return Optional.ofNullable(reports.remove(taskId)).map(Report::told);
    }

    /** Takes out how far orchestrators have published. */
    Map<String, Long> published() {
        Map<String, Long> all = new LinkedHashMap<>();
        published.forEach((pdoId, told) -> all.put(pdoId, told.upTo()));
        published.clear();
        return all;
    }

    void place(String pdoId, boolean lingers) {
        if (lingers) {
            places.add(pdoId);
        } else {
            places.remove(pdoId);
        }
    }

    boolean hasPlace(String pdoId) {
        return places.contains(pdoId);
    }

    long eventsFrom() {
        return eventsFrom;
    }

    void fetched(boolean more, long now) {
        eventsFrom = more ? now : now + EVENTS_EVERY;
    }
}
