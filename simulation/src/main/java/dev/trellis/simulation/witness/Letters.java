package dev.trellis.simulation.witness;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Messages that somebody must come back to: dead letters, garbage, and events that left. */
public final class Letters {
    private final List<Letter> dead = new ArrayList<>();
    private final List<String> garbage = new ArrayList<>();
    private final Set<String> events = new HashSet<>();
    private final Set<String> deadTasks = new HashSet<>();

    /** A dead letter, with the task that it names. */
    public record Letter(@Nullable String taskId, String body) {}

    /** A message was found on a dead-letter queue. */
    public void dead(@Nullable String taskId, String body) {
        dead.add(new Letter(taskId, body));
        if (taskId != null) {
            deadTasks.add(taskId);
        }
    }

    /** Somebody put a message on the outcome queue that is none. */
    public void garbage(String body) {
        garbage.add(body);
    }

    /** An event reached those who listen. */
    public void event(String body) {
        events.add(body);
    }

    public List<Letter> dead() {
        return dead;
    }

    public List<String> garbage() {
        return garbage;
    }

    /** Whether a request of the task became a dead letter: its attempt counts as failed then, whoever works on it. */
    public boolean isDead(String taskId) {
        return deadTasks.contains(taskId);
    }

    public boolean arrived(String event) {
        return events.contains(event);
    }
}
