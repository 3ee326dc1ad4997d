package dev.trellis.infra.local.daemon;

import java.util.LinkedHashMap;
import java.util.Map;

/** The state of each service while the cloud comes up, runs and goes down; safe for all threads. */
public final class ServiceBoard {

    /** Where a service stands. */
    public enum State {
        WAITING,
        STARTING,
        UP,
        FAILED,
        STOPPED
    }

    /**
     * One service's line.
     *
     * @param state where it stands
     * @param detail a failure's message or how long the start took; may be empty
     */
    public record Line(State state, String detail) {}

    private final Map<String, Line> lines = new LinkedHashMap<>();

    /** Sets a service's line. */
    public synchronized void set(String service, State state, String detail) {
        lines.put(service, new Line(state, detail));
    }

    /** All lines, in the order in which the services first appeared. */
    public synchronized Map<String, Line> lines() {
        return new LinkedHashMap<>(lines);
    }
}
