package dev.trellis.cli.frame;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes times and lengths of time for people. */
public final class Moments {
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private Moments() {}

    /** A time of the platform in the user's own time zone; a dash when there is none. */
    public static String shown(JsonNode time) {
        return time.isTextual() ? SHORT.format(Instant.parse(time.textValue()).atZone(ZoneId.systemDefault())) : "-";
    }

    /** A length of time such as {@code 4.2 s} or {@code 3 min 5 s}. */
    public static String shown(Duration length) {
        double seconds = length.toMillis() / 1000.0;
        return seconds < 60
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : length.toMinutes() + " min " + length.toSecondsPart() + " s";
    }
}
