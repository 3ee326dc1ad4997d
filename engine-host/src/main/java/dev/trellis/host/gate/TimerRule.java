package dev.trellis.host.gate;

import dev.trellis.host.expression.Expression;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A timer has one time, which is ISO 8601 or an expression. */
final class TimerRule implements Rule {

    private static final Set<String> TIMINGS = Vocabulary.members("TIMING");
    private static final Pattern REPEAT = Pattern.compile("R[0-9]{0,6}");

    @Override
    public void check(Diagram diagram, Findings findings) {
        for (XmlElement timer : diagram.all("bpmn:timerEventDefinition")) {
            List<XmlElement> timings = timer.children().stream()
                    .filter(c -> TIMINGS.contains(c.name()))
                    .toList();
            if (timings.size() != 1) {
                String message = "a timer takes exactly one of timeDate, timeDuration and timeCycle";
                findings.add(GateRule.TIMER, timer, message);
            }
            timings.forEach(timing -> check(timing, findings));
        }
    }

    private static void check(XmlElement timing, Findings findings) {
        String value = timing.text().strip();
        if (!Expression.isDynamic(value) && !fits(timing, value)) {
            findings.add(GateRule.TIMER, timing, "'" + ValueKind.shown(value) + "' is not " + wanted(timing));
        }
        String end = timing.value("flowable:endDate");
        if (end != null && !Expression.isDynamic(end) && !isDate(end)) {
            findings.add(GateRule.TIMER, timing, "flowable:endDate", "'" + ValueKind.shown(end) + "' is no date");
        }
    }

    private static boolean fits(XmlElement timing, String value) {
        return switch (timing.name()) {
            case "bpmn:timeDate" -> isDate(value);
            case "bpmn:timeDuration" -> isDuration(value);
            default -> isCycle(value);
        };
    }

    private static String wanted(XmlElement timing) {
        return switch (timing.name()) {
            case "bpmn:timeDate" -> "a date with its offset; write one such as 2027-01-31T09:00:00Z, or ${due}";
            case "bpmn:timeDuration" -> "an ISO 8601 duration; write one such as PT15M or P1DT2H, or ${wait}";
            default -> "an ISO 8601 repetition; write one such as R3/PT10M or R/2027-01-01T00:00:00Z/PT1H";
        };
    }

    static boolean isDate(String value) {
        return parses(() -> OffsetDateTime.parse(value));
    }

    /** Days and times, or years, months and days; positive. */
    static boolean isDuration(String value) {
        return parses(() -> {
                    if (Duration.parse(value).isNegative()) {
                        throw new DateTimeException("negative");
                    }
                })
                || parses(() -> {
                    if (Period.parse(value).isNegative()) {
                        throw new DateTimeException("negative");
                    }
                })
                || isMixed(value);
    }

    /** A date part and a time part in one, such as {@code P1M2DT3H}. */
    private static boolean isMixed(String value) {
        int time = value.indexOf('T');
        return time > 1
                && parses(() -> Period.parse(value.substring(0, time)))
                && parses(() -> Duration.parse("P" + value.substring(time)))
                && value.indexOf('-') < 0;
    }

    static boolean isCycle(String value) {
        List<String> parts = List.of(value.split("/", -1));
        boolean repeats = parts.size() >= 2 && REPEAT.matcher(parts.get(0)).matches();
        if (!repeats || parts.size() > 3) {
            return false;
        }
        return parts.size() == 2
                ? isDuration(parts.get(1))
                : (isDate(parts.get(1)) && isDuration(parts.get(2)))
                        || (isDuration(parts.get(1)) && isDate(parts.get(2)));
    }

    private static boolean parses(Runnable parsing) {
        try {
            parsing.run();
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
