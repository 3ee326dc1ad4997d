package dev.trellis.host.change;

import java.util.List;

/** Says what is wrong with a BPMN file; the host's gate, as the change of a registry and the check of a file need it. */
@FunctionalInterface
public interface DiagramJudge {
    /**
     * What the gate finds.
     *
     * @param source name of the file, for messages
     * @param bpmn the author's file, byte for byte
     */
    Verdict judge(String source, byte[] bpmn);

    /**
     * What the gate says to a file.
     *
     * @param accepted whether it may be deployed
     * @param findings violations when refused, warnings when accepted; in the order of the file
     */
    record Verdict(boolean accepted, List<Finding> findings) {
        public Verdict {
            findings = List.copyOf(findings);
        }
    }

    /**
     * One violation or warning.
     *
     * @param rule id of the rule, for example {@code gate.element}
     * @param element name of the XML element
     * @param elementId its id, empty when it has none
     * @param line from 1
     * @param column from 1
     * @param message what is wrong and what to do instead
     */
    record Finding(String rule, String element, String elementId, int line, int column, String message) {}
}
