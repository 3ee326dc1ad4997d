package dev.trellis.host.gate;

import java.util.List;

/** What the gate says to a diagram. */
public sealed interface GateResult {

    /** The diagram may be deployed; the warnings name what its author may want to look at. */
    record Accepted(GatedModel model, List<Violation> warnings) implements GateResult {
        public Accepted {
            warnings = List.copyOf(warnings);
        }
    }

    /** The diagram must not reach the engine; at least one violation, in the order of the file. */
    record Refused(List<Violation> violations) implements GateResult {
        public Refused {
            violations = List.copyOf(violations);
        }
    }
}
