package dev.trellis.host.flowable;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which outcomes let the processes of a transaction go on. Those that led nowhere, since they came to a join, are remembered until
 * one of the same call tree leads on.
 */
public final class Causes {
    private final List<String> arrived = new ArrayList<>();
    private String root = "";
    private @Nullable String present;
    private boolean led;

    /** Runs a step that the outcome of an attempt causes. */
    public void during(String rootId, String attemptToken, Runnable step) {
        if (!rootId.equals(root)) {
            root = rootId;
            arrived.clear();
        }
        present = attemptToken;
        led = false;
        try {
            step.run();
        } finally {
            present = null;
        }
        if (led) {
            arrived.clear();
        } else {
            arrived.addFirst(attemptToken);
        }
    }

    /** Tokens of the attempts whose outcomes led to what happens now, the last one first; none where it was something else. */
    public List<String> now() {
        String token = present;
        if (token == null) {
            return List.of();
        }
        led = true;
        List<String> causes = new ArrayList<>();
        causes.add(token);
        causes.addAll(arrived);
        return causes;
    }
}
