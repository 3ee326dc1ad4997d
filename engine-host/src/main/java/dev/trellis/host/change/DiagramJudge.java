package dev.trellis.host.change;

import dev.trellis.host.gate.BpmnGate;
import dev.trellis.host.gate.GateResult;
import dev.trellis.host.gate.Place;
import dev.trellis.host.gate.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the gate about a BPMN file and answers in the form of the REST interface. */
@ApplicationScoped
final class DiagramJudge {
    private final BpmnGate gate = new BpmnGate();

    /**
     * What the gate finds.
     *
     * @param source name of the file, for messages
     * @param bpmn the author's file, byte for byte
     */
    Verdict judge(String source, byte[] bpmn) {
        return switch (gate.check(bpmn, source)) {
            case GateResult.Accepted accepted -> new Verdict(true, findings(accepted.warnings()));
            case GateResult.Refused refused -> new Verdict(false, findings(refused.violations()));
        };
    }

    private static List<Finding> findings(List<Violation> violations) {
        return violations.stream().map(Finding::of).toList();
    }

    /**
     * What the gate says to a file.
     *
     * @param accepted whether it may be deployed
     * @param findings violations when refused, warnings when accepted; in the order of the file
     */
    public record Verdict(boolean accepted, List<Finding> findings) {
        public Verdict {
            findings = List.copyOf(findings);
        }
    }

    /**
     * One violation or warning.
     *
     * @param rule id of the rule, for example {@code gate.element}
     * @param element name of the XML element, empty where none is known
     * @param line from 1, 0 when unknown
     * @param column from 1, 0 when unknown
     * @param message what is wrong and what to do instead
     * @param text all of it in one line
     */
    public record Finding(
            String rule,
            String element,
            @Nullable String elementId,
            @Nullable String attribute,
            int line,
            int column,
            String message,
            String text) {
        static Finding of(Violation violation) {
            Place place = violation.place();
            return new Finding(
                    violation.rule(),
                    place.element(),
                    place.elementId(),
                    place.attribute(),
                    place.line(),
                    place.column(),
                    violation.message(),
                    violation.toString());
        }
    }
}
