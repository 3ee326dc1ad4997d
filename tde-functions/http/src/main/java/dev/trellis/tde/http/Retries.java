package dev.trellis.tde.http;

import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.WireFormatException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a call is made again within the attempt.
 *
 * @param most calls in all
 */
record Retries(int most) {
    private static final int MOST_CALLS = 10;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int MOST_DOUBLINGS = 6;

    /** What follows a failure. */
    sealed interface Next {
        /** Once more, after a pause. */
        record Again(Duration pause) implements Next {}

        /** The failure is the attempt's; the kernel decides what follows. */
        record Enough() implements Next {}
    }

    /** The setting {@code calls}; only a method that may be repeated can have more than one. */
    static Retries of(JsonFields settings, String method) {
        int most = settings.integer("calls", 1, MOST_CALLS, 1);
        if (most > 1 && !HttpCall.IDEMPOTENT.contains(method)) {
            throw new WireFormatException(
                    "$.settings.calls",
                    method + " may not be repeated within an attempt; let the policy's retries repeat the task");
        }
        return new Retries(most);
    }

    /**
     * @param made calls so far
     * @param retryAfter seconds or an HTTP date, as the service wrote it
     * @param left what the attempt has until its time limit
     */
    Next after(int made, TaskError error, @Nullable String retryAfter, Instant now, Duration left) {
        if (made >= most || !error.retryable()) {
            return new Next.Enough();
        }
        Duration asked = asked(retryAfter, now);
        Duration pause = asked == null ? pause(made) : asked;
        return pause.compareTo(left) < 0 ? new Next.Again(pause) : new Next.Enough();
    }

    private static Duration pause(int made) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(made - 1, MOST_DOUBLINGS));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    /** RFC 9110, 10.2.3; what cannot be read counts as not said. */
    private static @Nullable Duration asked(@Nullable String retryAfter, Instant now) {
        if (retryAfter == null) {
            return null;
        }
        if (retryAfter.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(retryAfter));
        }
        try {
            Instant then = ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
                    .toInstant();
            return then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO;
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
