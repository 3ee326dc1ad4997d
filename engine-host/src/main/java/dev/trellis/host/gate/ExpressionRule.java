package dev.trellis.host.gate;

import dev.trellis.host.expression.Expression;
import dev.trellis.host.expression.ExpressionSyntaxException;
import dev.trellis.host.gate.Vocabulary.Entry;

/** Every text with an expression, wherever it stands, is of the expression grammar. */
final class ExpressionRule implements Rule {

    @Override
    public void check(Diagram diagram, Findings findings) {
        for (XmlElement element : diagram.all()) {
            Entry entry = Vocabulary.get().entry(element.name());
            if (entry != null) {
                element.attributes().forEach((name, value) -> check(entry, element, name, value, findings));
                check(entry, element, Vocabulary.TEXT, element.text().strip(), findings);
            }
        }
    }

    private static void check(Entry entry, XmlElement element, String name, String value, Findings findings) {
        ValueKind kind = entry.attributes().get(name);
        if (kind == null || !kind.takesExpressions() || !Expression.isDynamic(value)) {
            return;
        }
        try {
            Expression expression = Expression.parse(value);
            if (kind != ValueKind.TEXT && !expression.isSingle()) {
                findings.add(GateRule.EXPRESSION, element, name, "write exactly one ${…} here, with nothing around it");
            }
        } catch (ExpressionSyntaxException e) {
            String message = "the expression " + ValueKind.shown(value) + " is refused: " + e.getMessage();
            findings.add(GateRule.EXPRESSION, element, name, message);
        }
    }
}
