package dev.trellis.tde.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a running attempt to end, once and for one reason; what it runs outside the JVM is ended by its stop actions. */
public final class StopSignal {
    /** Why an attempt must end. */
    public enum Cause {
        /** Its time is up. */
        TIMEOUT,
        /** Somebody cancelled the task. */
        CANCELLED,
        /** A newer attempt owns the task. */
        LOST
    }

    private final List<Runnable> actions = new ArrayList<>();
    private @Nullable Cause cause;

    /** Why the attempt must end, null while it may go on. */
    public synchronized @Nullable Cause cause() {
        return cause;
    }

    public boolean isRaised() {
        return cause() != null;
    }

    /** Runs an action when the signal is raised, on the raising thread; at once when it was raised before. */
    public void onStop(Runnable action) {
        synchronized (this) {
            if (cause == null) {
                actions.add(action);
                return;
            }
        }
        action.run();
    }

    /** Raises the signal; only the first cause counts. */
    public void raise(Cause why) {
        List<Runnable> due;
        synchronized (this) {
            if (cause != null) {
                return;
            }
            cause = why;
            due = List.copyOf(actions);
        }
        due.forEach(Runnable::run);
    }
}
