package dev.trellis.host.gate;

import dev.trellis.host.expression.Expression;
import java.util.Set;

/** A call activity names the process that it calls by its key. */
final class CallRule implements Rule {

    @Override
    public void check(Diagram diagram, Findings findings) {
        for (XmlElement call : diagram.running("bpmn:callActivity")) {
            String called = call.value("calledElement");
            if (called == null) {
                String message = "the call names no process; set calledElement to the id of a process";
                findings.add(GateRule.CALL, call, "calledElement", message);
            } else if (!Expression.isDynamic(called) && ValueKind.ID.problem(called) != null) {
                String message = "'" + ValueKind.shown(called) + "' is not the id of a process";
                findings.add(GateRule.CALL, call, "calledElement", message);
            }
            only(call, "flowable:calledElementType", Set.of("key"), findings);
            only(call, "camunda:calledElementBinding", Set.of("latest", "deployment"), findings);
        }
    }

    private static void only(XmlElement call, String attribute, Set<String> allowed, Findings findings) {
        String value = call.value(attribute);
        if (value != null && !allowed.contains(value)) {
            String message = "'" + ValueKind.shown(value) + "' is not read; versions are pinned at start, delete it";
            findings.add(GateRule.CALL, call, attribute, message);
        }
    }
}
