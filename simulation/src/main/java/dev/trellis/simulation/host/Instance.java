package dev.trellis.simulation.host;

import java.util.HashSet;
import java.util.Set;

/** A process instance: where its flow stands. */
public final class Instance {
    /** How it stands. */
    public enum State {
        RUNNING,
        SUSPENDED,
        COMPLETED,
        CANCELLED
    }

    private final String id;
    private final Flow flow;
    private final Set<Integer> reached = new HashSet<>();
    private final Set<Integer> done = new HashSet<>();
    private State state = State.RUNNING;

    Instance(String id, Flow flow) {
        this.id = id;
        this.flow = flow;
    }

    public String id() {
        return id;
    }

    public Flow flow() {
        return flow;
    }

    public State state() {
        return state;
    }

    public boolean isOpen() {
        return state == State.RUNNING || state == State.SUSPENDED;
    }

    void to(State next) {
        state = next;
    }

    /** Notes that a step is done; false when it was before. */
    boolean done(int step) {
        return done.add(step);
    }

    boolean isDone(int step) {
        return done.contains(step);
    }

    boolean isComplete() {
        return done.size() == flow.steps().size();
    }

    /** Whether all that a step follows is done. */
    boolean isDue(int step) {
        return done.containsAll(flow.steps().get(step).after());
    }

    /**
     * Whether a step begins now; it is reached then.
     *
     * @param early whether one of those before it is enough
     */
    boolean reaches(int step, boolean early) {
        boolean one = early && flow.steps().get(step).after().stream().anyMatch(done::contains);
        return (one || isDue(step)) && reached.add(step);
    }
}
