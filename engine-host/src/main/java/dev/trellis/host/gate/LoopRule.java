package dev.trellis.host.gate;

import dev.trellis.host.expression.Expression;

/** A multi-instance loop knows how often it runs. */
final class LoopRule implements Rule {

    private static final int MOST = 10_000;

    @Override
    public void check(Diagram diagram, Findings findings) {
        for (XmlElement loop : diagram.all("bpmn:multiInstanceLoopCharacteristics")) {
            String collection = loop.value("flowable:collection", "camunda:collection");
            XmlElement cardinality = loop.child("bpmn:loopCardinality");
            XmlElement data = loop.child("bpmn:loopDataInputRef");
            int sources = (collection == null ? 0 : 1) + (cardinality == null ? 0 : 1) + (data == null ? 0 : 1);
            if (sources != 1) {
                String message = "give either a collection or a loopCardinality, so that the loop knows its length";
                findings.add(GateRule.LOOP, loop, message);
            }
            collection(loop, collection == null ? "" : collection, findings);
            if (cardinality != null) {
                cardinality(cardinality, findings);
            }
        }
    }

    private static void collection(XmlElement loop, String collection, Findings findings) {
        boolean plain = !collection.isEmpty() && !Expression.isDynamic(collection);
        if (plain && ValueKind.VAR.problem(collection) != null) {
            String message = "the collection is a variable name or one expression such as ${order.items}";
            findings.add(GateRule.LOOP, loop, "collection", message);
        }
        boolean template =
                !plain && !collection.isEmpty() && !collection.strip().endsWith("}");
        if (template || collection.indexOf("${") > 0) {
            findings.add(GateRule.LOOP, loop, "collection", "write exactly one ${…}, with nothing around it");
        }
    }

    private static void cardinality(XmlElement element, Findings findings) {
        String text = element.text().strip();
        boolean number = text.matches("[0-9]{1,9}");
        if (!Expression.isDynamic(text) && (!number || Integer.parseInt(text) > MOST)) {
            findings.add(GateRule.LOOP, element, "write a number from 0 to " + MOST + ", or an expression");
        }
    }
}
