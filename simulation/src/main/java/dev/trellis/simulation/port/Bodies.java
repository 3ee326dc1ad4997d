package dev.trellis.simulation.port;

import org.jspecify.annotations.Nullable;

/** Reads single fields of messages that the platform wrote, without parsing them. */
public final class Bodies {
    public static @Nullable String taskId(String body) {
        return field(body, "task_id");
    }

    static @Nullable String token(String body) {
        return field(body, "attempt_token");
    }

    private static @Nullable String field(String body, String name) {
        String opening = '"' + name + "\":\"";
        int start = body.indexOf(opening);
        if (start < 0) {
            return null;
        }
        int from = start + opening.length();
        return body.substring(from, body.indexOf('"', from));
    }

    private Bodies() {}
}
