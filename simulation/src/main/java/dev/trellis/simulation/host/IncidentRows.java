package dev.trellis.simulation.host;

import dev.trellis.simulation.mutation.Mutation;
import dev.trellis.simulation.mutation.Planted;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The table {@code incident}: what waits for a person. */
public final class IncidentRows {
    private final List<Incident> incidents = new ArrayList<>();
    private final Planted planted;

    IncidentRows(Planted planted) {
        this.planted = planted;
    }

    /** One incident. */
    private static final class Incident {
        private final @Nullable String taskId;
        private final @Nullable String message;
        private boolean open = true;

        Incident(@Nullable String taskId, @Nullable String message) {
            this.taskId = taskId;
            this.message = message;
        }

        @Nullable
        String taskId() {
            return taskId;
        }

        boolean isOpen() {
            return open;
        }
    }

    void ofTask(String taskId) {
        if (!planted.has(Mutation.INCIDENT_NOT_OPENED)) {
            incidents.add(new Incident(taskId, null));
        }
    }

    /** The incident of a message with which nothing can be done; the same message opens it once. */
    void ofMessage(@Nullable String taskId, String body) {
        boolean known = incidents.stream().anyMatch(incident -> incident.open && body.equals(incident.message));
        if (!known) {
            incidents.add(new Incident(taskId, body));
        }
    }

    void settle(String taskId) {
        incidents.stream()
                .filter(incident -> taskId.equals(incident.taskId))
                .forEach(incident -> incident.open = false);
    }

    boolean isOpen(String taskId) {
        return incidents.stream().anyMatch(incident -> incident.open && taskId.equals(incident.taskId));
    }

    /** The tasks of open incidents, the oldest first. */
    public List<String> openTasks() {
        return incidents.stream()
                .filter(Incident::isOpen)
                .map(Incident::taskId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** Whether a message, or the task that it names, has or had an incident. */
    public boolean covers(@Nullable String taskId, String body) {
        return incidents.stream()
                .anyMatch(incident ->
                        body.equals(incident.message) || (taskId != null && taskId.equals(incident.taskId)));
    }
}
