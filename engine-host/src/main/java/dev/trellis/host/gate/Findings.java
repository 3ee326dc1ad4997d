package dev.trellis.host.gate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers violations and warnings of one diagram, up to a limit. */
final class Findings {

    private final String source;
    private final int limit;
    private final List<Violation> violations = new ArrayList<>();
    private final List<Violation> warnings = new ArrayList<>();

    Findings(String source, int limit) {
        this.source = source;
        this.limit = limit;
    }

    void add(String rule, XmlElement element, String message) {
        add(rule, element, null, message);
    }

    void add(String rule, XmlElement element, @Nullable String attribute, String message) {
        if (violations.size() < limit) {
            violations.add(new Violation(rule, place(element, attribute), message));
        }
    }

    void warn(String rule, XmlElement element, String message) {
        if (warnings.size() < limit) {
            warnings.add(new Violation(rule, place(element, null), message));
        }
    }

    boolean isEmpty() {
        return violations.isEmpty();
    }

    List<Violation> violations() {
        return violations.stream()
                .sorted(Comparator.comparingInt((Violation v) -> v.place().line())
                        .thenComparingInt(v -> v.place().column()))
                .toList();
    }

    List<Violation> warnings() {
        return List.copyOf(warnings);
    }

    private Place place(XmlElement element, @Nullable String attribute) {
        return new Place(source, element.name(), element.nearestId(), attribute, element.line(), element.column());
    }
}
