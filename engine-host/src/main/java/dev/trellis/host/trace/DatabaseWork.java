package dev.trellis.host.trace;

import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An attempt's work with a database, as its metrics {@code db_SYSTEM_at_ms} and {@code db_SYSTEM_ms} tell it.
 *
 * @param system the product, as OpenTelemetry names it
 * @param atMillis when it began, by the executor's clock
 */
record DatabaseWork(String system, long atMillis, long tookMillis) {
    private static final Pattern BEGIN = Pattern.compile("db_([a-z][a-z0-9_]{0,39})_at_ms");

    static @Nullable DatabaseWork of(Map<String, Double> metrics) {
        for (Map.Entry<String, Double> metric : metrics.entrySet()) {
            Matcher begin = BEGIN.matcher(metric.getKey());
            if (begin.matches()) {
                Double took = metrics.get("db_" + begin.group(1) + "_ms");
                return took == null
                        ? null
                        : new DatabaseWork(begin.group(1), metric.getValue().longValue(), took.longValue());
            }
        }
        return null;
    }

    static @Nullable DatabaseWork of(@Nullable Object stored) {
        return stored instanceof Map<?, ?> members
                        && members.get("system") instanceof String system
                        && members.get("at_ms") instanceof Number at
                        && members.get("ms") instanceof Number took
                ? new DatabaseWork(system, at.longValue(), took.longValue())
                : null;
    }

    Map<String, Object> members() {
        return Map.of("system", system, "at_ms", atMillis, "ms", tookMillis);
    }

    Instant begunAt() {
        return Instant.ofEpochMilli(atMillis);
    }

    Instant endedAt() {
        return begunAt().plusMillis(Math.max(0, tookMillis));
    }
}
