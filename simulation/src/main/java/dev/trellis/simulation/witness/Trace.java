package dev.trellis.simulation.witness;

import dev.trellis.simulation.schedule.Scheduler;
import org.jspecify.annotations.Nullable;

/** What happened in a schedule, a line each; the same seed writes the same bytes. */
public final class Trace {
    private final Scheduler time;
    private final boolean kept;
    private final StringBuilder lines = new StringBuilder();

    /** @param kept whether lines are kept; writing them takes longer than what they tell of */
    public Trace(Scheduler time, boolean kept) {
        this.time = time;
        this.kept = kept;
    }

    public void say(String who, @Nullable Object... what) {
        if (kept) {
            long now = time.now();
            lines.append(String.format("%6d.%03d %-14s ", now / 1000, now % 1000, who));
            for (@Nullable Object part : what) {
                lines.append(part);
            }
            lines.append('\n');
        }
    }

    public String text() {
        return lines.toString();
    }
}
