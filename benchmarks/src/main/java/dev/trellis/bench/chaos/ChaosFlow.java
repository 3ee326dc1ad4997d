package dev.trellis.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The process under fire: six calls of a service that takes a key once, two of them side by side. */
final class ChaosFlow {
    static final String PROCESS = "chaos.run";
    /** The task type of all its tasks. */
    static final String EFFECT = "chaos.effect";

    /** Ids of the tasks; each is a step in the ledger under the run's name. */
    static final List<String> STEPS = List.of("book", "pay", "pack", "ship", "bill", "close");

    private static final String TASK = """
                <bpmn:serviceTask id="%1$s" name="%1$s" camunda:type="external" camunda:topic="%2$s">
                  <bpmn:extensionElements><camunda:inputOutput>
                    <camunda:inputParameter name="run">${run}</camunda:inputParameter>
                    <camunda:inputParameter name="step">%1$s</camunda:inputParameter>
                  </camunda:inputOutput></bpmn:extensionElements>
                </bpmn:serviceTask>
            """;
    private static final String FLOW = "    <bpmn:sequenceFlow id=\"f%d\" sourceRef=\"%s\" targetRef=\"%s\"/>\n";

    /** Writes the registry folder; effects go to the ledger's port. */
    static Path write(Path folder, int ledgerPort) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("chaos.bpmn"), bpmn());
        Files.writeString(folder.resolve("chaos.run.yaml"), """
                kind: process
                name: %s
                version: 1.0.0
                owner: benchmarks
                bpmn: chaos.bpmn
                """.formatted(PROCESS));
        Files.writeString(folder.resolve("chaos.effect.yaml"), """
                kind: tde
                name: %s
                version: 1.0.0
                adapter: http
                ref: "http://127.0.0.1:%d/effect/{run}/{step}"
                settings: {method: POST, body: none}
                effect: keyed
                input_schema: {type: object, required: [run, step]}
                policy: {retries: 50, timeout_s: 20, heartbeat_s: 2}
                """.formatted(EFFECT, ledgerPort));
        Files.writeString(folder.resolve("chaos.policy.yaml"), """
                kind: policy
                name: chaos
                version: 1.0.0
                task_types: ["chaos.*"]
                guard_rails: {http: {allowed_hosts: ["127.0.0.1:%d"], allowed_schemes: [http], allow_private: true}}
                """.formatted(ledgerPort));
        return folder;
    }

    /** The name of a step in the ledger. */
    static String step(String run, String task) {
        return run + "/" + task;
    }

    private static String bpmn() {
        StringBuilder file = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="https://trellis.dev/chaos">
                  <bpmn:process id="chaos" name="chaos" isExecutable="true">
                    <bpmn:startEvent id="start" name="Start"/>
                    <bpmn:parallelGateway id="fork" name="Both"/>
                    <bpmn:parallelGateway id="join" name="Both done"/>
                    <bpmn:endEvent id="end" name="End"/>
                """);
        STEPS.forEach(step -> file.append(TASK.formatted(step, EFFECT)));
        List<List<String>> flows = List.of(
                List.of("start", "book"),
                List.of("book", "fork"),
                List.of("fork", "pay"),
                List.of("fork", "pack"),
                List.of("pay", "join"),
                List.of("pack", "join"),
                List.of("join", "ship"),
                List.of("ship", "bill"),
                List.of("bill", "close"),
                List.of("close", "end"));
        for (int i = 0; i < flows.size(); i++) {
            file.append(FLOW.formatted(i, flows.get(i).get(0), flows.get(i).get(1)));
        }
        return file.append("  </bpmn:process>\n</bpmn:definitions>\n").toString();
    }

    private ChaosFlow() {}
}
