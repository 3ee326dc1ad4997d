package dev.trellis.bench.flow;

import java.util.stream.IntStream;

/** A process of external-worker tasks in a row, with its drawing. */
public final class SequenceBpmn {
    private static final String HEAD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
                xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:flowable="http://flowable.org/bpmn"
                id="definitions" targetNamespace="https://trellis.dev/bench">
            """;

    /**
     * The BPMN 2.0 file.
     *
     * @param process id of the process
     * @param tasks how many tasks it has
     * @param taskType the topic of each
     */
    public static String of(String process, int tasks, String taskType) {
        StringBuilder file = new StringBuilder(HEAD);
        file.append("  <bpmn:process id=\"%s\" name=\"%s\" isExecutable=\"true\">\n".formatted(process, process));
        file.append("    <bpmn:startEvent id=\"n0\" name=\"Start\" />\n");
        for (int i = 1; i <= tasks; i++) {
            file.append(("    <bpmn:serviceTask id=\"n%d\" name=\"Task %d\" flowable:type=\"external-worker\""
                            + " flowable:topic=\"%s\" flowable:exclusive=\"false\" />\n")
                    .formatted(i, i, taskType));
        }
        file.append("    <bpmn:endEvent id=\"n%d\" name=\"End\" />\n".formatted(tasks + 1));
        IntStream.rangeClosed(0, tasks)
                .forEach(i -> file.append("    <bpmn:sequenceFlow id=\"f%d\" sourceRef=\"n%d\" targetRef=\"n%d\" />\n"
                        .formatted(i, i, i + 1)));
        file.append("  </bpmn:process>\n");
        draw(process, tasks, file);
        return file.append("</bpmn:definitions>\n").toString();
    }

    private static void draw(String process, int tasks, StringBuilder file) {
        file.append("  <bpmndi:BPMNDiagram id=\"diagram\">\n");
        file.append("    <bpmndi:BPMNPlane id=\"plane\" bpmnElement=\"%s\">\n".formatted(process));
        for (int i = 0; i <= tasks + 1; i++) {
            file.append(("      <bpmndi:BPMNShape id=\"s%d\" bpmnElement=\"n%d\">"
                            + "<dc:Bounds x=\"%d\" y=\"80\" width=\"80\" height=\"60\" /></bpmndi:BPMNShape>\n")
                    .formatted(i, i, 100 + 120 * i));
        }
        for (int i = 0; i <= tasks; i++) {
            file.append(("      <bpmndi:BPMNEdge id=\"e%d\" bpmnElement=\"f%d\"><di:waypoint x=\"%d\" y=\"110\" />"
                            + "<di:waypoint x=\"%d\" y=\"110\" /></bpmndi:BPMNEdge>\n")
                    .formatted(i, i, 180 + 120 * i, 220 + 120 * i));
        }
        file.append("    </bpmndi:BPMNPlane>\n  </bpmndi:BPMNDiagram>\n");
    }

    private SequenceBpmn() {}
}
