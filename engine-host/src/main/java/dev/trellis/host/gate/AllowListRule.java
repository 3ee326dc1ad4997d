package dev.trellis.host.gate;

import dev.trellis.host.gate.Vocabulary.Entry;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Elements, attributes and texts that the vocabulary does not list are refused. */
final class AllowListRule implements Rule {

    private final Vocabulary vocabulary = Vocabulary.get();

    @Override
    public void check(Diagram diagram, Findings findings) {
        check(diagram.root(), "ROOT", findings);
    }

    private void check(XmlElement element, String parent, Findings findings) {
        Entry entry = vocabulary.entry(element.name());
        if (entry == null || !entry.parents().contains(parent)) {
            findings.add(GateRule.ELEMENT, element, refusal(element, entry) + "; " + Advice.element(element));
            return;
        }
        attributes(element, entry, findings);
        text(element, entry.text(), findings);
        String here = element.is("bpmn:extensionElements") ? "ext/" + parent : element.name();
        element.children().forEach(child -> check(child, here, findings));
    }

    private static String refusal(XmlElement element, @Nullable Entry entry) {
        XmlElement parent = element.parent();
        if (entry == null) {
            return "the element " + element.name() + " is not allowed";
        }
        XmlElement owner = parent != null && parent.is("bpmn:extensionElements") ? parent.parent() : parent;
        return "the element " + element.name() + " is not allowed in " + (owner == null ? "a file" : owner.name());
    }

    private static void attributes(XmlElement element, Entry entry, Findings findings) {
        Map<String, String> locals = new HashMap<>();
        element.attributes().forEach((name, value) -> {
            ValueKind kind =
                    name.equals(Vocabulary.TEXT) ? null : entry.attributes().get(name);
            if (kind == null) {
                String message = "the attribute " + name + " is not allowed on " + element.name();
                findings.add(GateRule.ATTRIBUTE, element, name, message + "; " + Advice.attribute(name));
            } else {
                value(element, name, value, kind, findings);
            }
            twice(element, name, locals.put(Advice.local(name), name), findings);
        });
    }

    /** The engine reads some attributes by their local name alone, so that one name may stand only once. */
    private static void twice(XmlElement element, String name, @Nullable String earlier, Findings findings) {
        if (earlier != null) {
            String message = "the attribute is given twice, as " + earlier + " and as " + name + "; keep one";
            findings.add(GateRule.ATTRIBUTE, element, name, message);
        }
    }

    private static void value(XmlElement element, String name, String value, ValueKind kind, Findings findings) {
        String problem = kind.problem(value);
        if (problem != null) {
            boolean expression = !kind.takesExpressions() && ValueKind.PLAIN.problem(value) != null;
            findings.add(expression ? GateRule.EXPRESSION : GateRule.ATTRIBUTE, element, name, problem);
        }
    }

    private static void text(XmlElement element, @Nullable ValueKind kind, Findings findings) {
        if (element.text().isBlank()) {
            return;
        }
        if (kind == null) {
            findings.add(GateRule.ELEMENT, element, "text is not allowed in " + element.name() + "; delete it");
            return;
        }
        if (element.hasSplitText()) {
            String message =
                    "a comment, processing instruction or CDATA section splits the text; write it in one piece";
            findings.add(GateRule.ELEMENT, element, message);
        }
        value(element, Vocabulary.TEXT, element.text().strip(), kind, findings);
    }
}
