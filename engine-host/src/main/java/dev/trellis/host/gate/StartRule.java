package dev.trellis.host.gate;

import dev.trellis.host.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What starts a process is known when the process is deployed: there are no variables yet. */
final class StartRule implements Rule {

    @Override
    public void check(Diagram diagram, Findings findings) {
        for (XmlElement process : diagram.executableProcesses()) {
            process.children("bpmn:startEvent")
                    .flatMap(start -> start.children().stream())
                    .forEach(definition -> check(diagram, definition, findings));
        }
    }

    private static void check(Diagram diagram, XmlElement definition, Findings findings) {
        boolean dynamic = dynamic(named(diagram, definition, "messageRef"))
                || dynamic(named(diagram, definition, "signalRef"))
                || timings(definition).stream().anyMatch(timing -> dynamic(timing.text()));
        if (dynamic) {
            String message = "a process starts before it has variables; write the name or time without an expression";
            findings.add(GateRule.EVENT, definition, message);
        }
    }

    private static @Nullable String named(Diagram diagram, XmlElement definition, String attribute) {
        XmlElement target = diagram.byId(definition.value(attribute));
        return target == null ? null : target.value("name");
    }

    private static List<XmlElement> timings(XmlElement definition) {
        return definition.is("bpmn:timerEventDefinition") ? definition.children() : List.of();
    }

    private static boolean dynamic(@Nullable String text) {
        return text != null && Expression.isDynamic(text);
    }
}
