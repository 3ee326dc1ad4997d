package dev.trellis.host.gate;

/** The ids of the rules; each has a page in docs/bpmn-rules. */
final class GateRule {

    static final String SIZE = "gate.size";
    static final String ENCODING = "gate.encoding";
    static final String DOCTYPE = "gate.doctype";
    static final String XML = "gate.xml";
    static final String ELEMENT = "gate.element";
    static final String ATTRIBUTE = "gate.attribute";
    static final String EXPRESSION = "gate.expression";
    static final String PROCESS = "gate.process";
    static final String ID = "gate.id";
    static final String REFERENCE = "gate.reference";
    static final String TASK = "gate.task";
    static final String DECISION = "gate.decision";
    static final String CALL = "gate.call";
    static final String MAPPING = "gate.mapping";
    static final String EVENT = "gate.event";
    static final String COMPENSATION = "gate.compensation";
    static final String TIMER = "gate.timer";
    static final String LOOP = "gate.loop";
    static final String GATHER = "gate.gather";
    static final String CONDITION = "gate.condition";
    static final String ABILITY = "gate.ability";
    static final String DRAWING = "gate.drawing";
    static final String UNREACHABLE = "gate.unreachable";

    private GateRule() {}
}
