package dev.trellis.simulation.schedule;

/** An operating-system process: its strands live and die together. */
public final class OsProcess {
    private final String name;
    private boolean alive = true;

    public OsProcess(String name) {
        this.name = name;
    }

    public boolean isAlive() {
        return alive;
    }

    /** Ends it where it is: none of its strands goes on. */
    public void kill() {
        alive = false;
    }

    @Override
    public String toString() {
        return name;
    }
}
