package dev.trellis.host.gate;

/** A business rule task is decided by an expression whose value becomes a variable. */
final class DecisionRule implements Rule {

    @Override
    public void check(Diagram diagram, Findings findings) {
        for (XmlElement task : diagram.running("bpmn:businessRuleTask")) {
            if (task.value("flowable:expression", "camunda:expression") == null) {
                String message = "the decision has no expression; set camunda:expression, such as"
                        + " ${total > 1000 ? 'manual' : 'auto'}";
                findings.add(GateRule.DECISION, task, "expression", message);
            }
            if (task.value("flowable:resultVariable", "camunda:resultVariable") == null) {
                String message = "the decision has no camunda:resultVariable; name the variable that takes its value";
                findings.add(GateRule.DECISION, task, "resultVariable", message);
            }
        }
    }
}
