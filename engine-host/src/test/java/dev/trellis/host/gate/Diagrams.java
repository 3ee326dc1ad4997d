package dev.trellis.host.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Diagrams for tests: whole files of the class path, and small ones around a fragment. */
final class Diagrams {

    private Diagrams() {}

    static byte[] resource(String path) {
        try (InputStream in = Diagrams.class.getResourceAsStream("/gate/" + path)) {
            assertThat(in).as("the test resource gate/%s", path).isNotNull();
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file with this content of its definitions. */
    static String file(String content) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" \
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
                xmlns:camunda="http://camunda.org/schema/1.0/bpmn" \
                xmlns:flowable="http://flowable.org/bpmn" \
                xmlns:activiti="http://activiti.org/bpmn" \
                xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="urn:test">
                %s
                </bpmn:definitions>
                """.formatted(content);
    }

    /** A process from start to end through one element with the id {@code it}; {@code more} stands beside it. */
    static String around(String element, String more) {
        return file("""
                %s
                <bpmn:process id="p" isExecutable="true">
                <bpmn:startEvent id="start" />
                <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="it" />
                %s
                <bpmn:sequenceFlow id="f2" sourceRef="it" targetRef="end" />
                <bpmn:endEvent id="end" />
                </bpmn:process>
                """.formatted(more, element));
    }

    static String around(String element) {
        return around(element, "");
    }

    /** A process with an external task that has these extension elements. */
    static String task(String extensions) {
        return around("<bpmn:serviceTask id=\"it\" camunda:type=\"external\" camunda:topic=\"data.clean\">"
                + "<bpmn:extensionElements>" + extensions + "</bpmn:extensionElements></bpmn:serviceTask>");
    }

    /** A gate for a host that runs everything. */
    static BpmnGate gate() {
        return new BpmnGate(GateLimits.DEFAULT, HostAbility.ALL);
    }

    static GateResult check(String xml) {
        return gate().check(xml.getBytes(StandardCharsets.UTF_8), "test.bpmn");
    }

    static GatedModel accepted(String xml) {
        return switch (check(xml)) {
            case GateResult.Accepted accepted -> accepted.model();
            case GateResult.Refused refused -> throw new AssertionError("refused: " + refused.violations());
        };
    }

    static List<Violation> violations(String xml) {
        return violations(check(xml));
    }

    static List<Violation> violations(GateResult result) {
        return switch (result) {
            case GateResult.Accepted accepted -> List.of();
            case GateResult.Refused refused -> refused.violations();
        };
    }
}
