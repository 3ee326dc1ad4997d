package dev.trellis.bench.flow;

/** A process of one external-worker task that is done again and again, until its output {@code n} reaches a number. */
public final class RoundBpmn {
    /** The BPMN 2.0 file. */
    public static String of(String process, int rounds, String taskType) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    xmlns:flowable="http://flowable.org/bpmn" targetNamespace="https://trellis.dev/bench">
                  <bpmn:process id="%1$s" name="%1$s" isExecutable="true">
                    <bpmn:startEvent id="start" name="Start" />
                    <bpmn:exclusiveGateway id="again" name="Again" />
                    <bpmn:serviceTask id="step" name="Step" flowable:type="external-worker" flowable:topic="%2$s" />
                    <bpmn:exclusiveGateway id="enough" name="Enough?" default="c" />
                    <bpmn:endEvent id="end" name="End" />
                    <bpmn:sequenceFlow id="a" sourceRef="start" targetRef="again" />
                    <bpmn:sequenceFlow id="b" sourceRef="again" targetRef="step" />
                    <bpmn:sequenceFlow id="s" sourceRef="step" targetRef="enough" />
                    <bpmn:sequenceFlow id="c" sourceRef="enough" targetRef="end" />
                    <bpmn:sequenceFlow id="d" sourceRef="enough" targetRef="again">
                      <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${n &lt; %3$d}</bpmn:conditionExpression>
                    </bpmn:sequenceFlow>
                  </bpmn:process>
                </bpmn:definitions>
                """.formatted(process, taskType, rounds);
    }

    private RoundBpmn() {}
}
