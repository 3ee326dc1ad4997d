package dev.trellis.bench.flow;

/** A process of one external-worker task in many parallel instances, joined. */
final class FanBpmn {
    /**
     * The BPMN 2.0 file.
     *
     * @param width how many instances of the task run side by side
     */
    static String of(String process, int width, String taskType) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:flowable="http://flowable.org/bpmn" targetNamespace="https://trellis.dev/bench">
                  <bpmn:process id="%1$s" name="%1$s" isExecutable="true">
                    <bpmn:startEvent id="start" name="Start" />
                    <bpmn:serviceTask id="each" name="Each" flowable:type="external-worker" flowable:topic="%2$s"
                        flowable:exclusive="false">
                      <bpmn:multiInstanceLoopCharacteristics>
                        <bpmn:loopCardinality>%3$d</bpmn:loopCardinality>
                      </bpmn:multiInstanceLoopCharacteristics>
                    </bpmn:serviceTask>
                    <bpmn:endEvent id="end" name="End" />
                    <bpmn:sequenceFlow id="a" sourceRef="start" targetRef="each" />
                    <bpmn:sequenceFlow id="b" sourceRef="each" targetRef="end" />
                  </bpmn:process>
                </bpmn:definitions>
                """.formatted(process, taskType, width);
    }

    private FanBpmn() {}
}
