package dev.trellis.tde.runtime;

import dev.trellis.contract.task.TaskRequest;
import java.lang.System.Logger.Level;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lines for people. */
final class TextLog implements LogForm {
    private static final System.Logger LOG = System.getLogger("dev.trellis.tde");

    @Override
    public void write(Level level, TaskRequest request, String turn, @Nullable Throwable failure) {
        LOG.log(level, subject(request) + " " + turn, failure);
    }

    @Override
    public void settled(TaskRequest request, String status, String turn, Map<String, Double> measured) {
        write(Level.INFO, request, turn + " ms=" + measured.get("duration_ms"), null);
    }

    private static String subject(TaskRequest request) {
        return "task=" + request.attempt().taskId() + " attempt="
                + request.attempt().number() + " type=" + request.executor().taskType() + "@"
                + request.executor().version();
    }
}
