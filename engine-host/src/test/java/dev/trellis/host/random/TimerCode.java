package dev.trellis.host.random;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Durations of many hours that tell in which turn a timer stands: a one, and a digit for each place. */
final class TimerCode {
    private TimerCode() {}

    /** The duration as a diagram writes it. */
    static String duration(List<String> places) {
        if (places.isEmpty()) {
            return "PT1H";
        }
        StringBuilder sum = new StringBuilder("1");
        String zeros = "0".repeat(places.size());
        sum.append(zeros);
        for (int i = 0; i < places.size(); i++) {
            sum.append(" + ").append(places.get(i)).append(" * 1").append("0".repeat(places.size() - 1 - i));
        }
        return "PT${" + sum + "}H";
    }

    /** The places of a timer of so many hours. */
    static Map<String, Integer> places(List<String> places, long hours) {
        String digits = Long.toString(hours);
        if (digits.length() != places.size() + 1) {
            throw new IllegalArgumentException("a timer of " + hours + " h does not stand in " + places);
        }
        Map<String, Integer> values = new HashMap<>();
        for (int i = 0; i < places.size(); i++) {
            values.put(places.get(i), digits.charAt(i + 1) - '0');
        }
        return values;
    }
}
