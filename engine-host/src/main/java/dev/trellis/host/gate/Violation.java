package dev.trellis.host.gate;

/**
 * A reason why a diagram is refused, or a warning about it.
 *
 * @param rule the id of the rule, such as {@code gate.element}; its page is docs/bpmn-rules
 * @param message what is wrong and what to do instead
 */
public record Violation(String rule, Place place, String message) {

    /** One line: source, line and column, element, message and rule. */
    @Override
    public String toString() {
        String id = place.elementId() == null ? "" : " '" + place.elementId() + "'";
        String attribute = place.attribute() == null ? "" : " @" + place.attribute();
        return "%s:%d:%d: %s%s%s: %s [%s]"
                .formatted(place.source(), place.line(), place.column(), place.element(), id, attribute, message, rule);
    }
}
