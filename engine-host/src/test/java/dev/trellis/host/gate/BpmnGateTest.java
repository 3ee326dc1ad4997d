package dev.trellis.host.gate;

import static dev.trellis.host.gate.Diagrams.accepted;
import static dev.trellis.host.gate.Diagrams.around;
import static dev.trellis.host.gate.Diagrams.file;
import static dev.trellis.host.gate.Diagrams.task;
import static dev.trellis.host.gate.Diagrams.violations;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.host.expression.Scope;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BpmnGateTest {

    private static GatedModel modeler(String file) {
        return switch (Diagrams.gate().check(Diagrams.resource("modeler/" + file), file)) {
            case GateResult.Accepted accepted -> accepted.model();
            case GateResult.Refused refused -> throw new AssertionError("refused: " + refused.violations());
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"camunda-order.bpmn", "flowable-expense.bpmn"})
    void shouldKeepEveryByteWhenFileOfAModelerIsAccepted(String file) {
        // given
        byte[] bytes = Diagrams.resource("modeler/" + file);
        // when
        GatedModel model = modeler(file);
        // then
        assertThat(model.source()).isEqualTo(bytes);
        assertThat(model.engineXml()).isEqualTo(bytes);
    }

    @Test
    void shouldReadTextWhenOneSectionHoldsAllOfIt() {
        // when
        GatedModel model = accepted(
                task(
                        "<camunda:inputOutput><camunda:inputParameter name=\"x\">\n<![CDATA[${a < b}]]>\n</camunda:inputParameter></camunda:inputOutput>"));
        // then
        assertThat(model.serviceTasks().get(0).mapping().inputVariables()).containsExactly("a", "b");
    }

    @Test
    void shouldReadTaskWhenWrittenInCamundaNotation() {
        // when
        ServiceTaskUse use =
                modeler("camunda-order.bpmn").serviceTask("Activity_Check").orElseThrow();
        // then
        assertThat(use.element().name()).isEqualTo("Check order ${order_id}");
        assertThat(use.element().line()).isEqualTo(34);
        assertThat(use.topic().taskType().source()).isEqualTo("order.check");
        assertThat(use.topic().versionRange()).isEqualTo("^1.2");
        assertThat(use.priority()).hasToString("50");
        assertThat(use.properties()).containsEntry("owner", "sales");
        assertThat(use.errors()).singleElement().satisfies(error -> {
            assertThat(error.errorCode()).isEqualTo("FRAUD");
            assertThat(error.condition().test(Scope.of(Map.of("externalTask", Map.of("errorCode", "FRAUD")))))
                    .isTrue();
        });
        assertThat(use.mapping().inputVariables()).containsExactly("limit", "order");
        assertThat(use.mapping().outputVariables()).containsExactly("result");
    }

    @Test
    void shouldResolveMappingsWhenVariablesAreGiven() {
        // given
        Mapping mapping = modeler("camunda-order.bpmn")
                .serviceTask("Activity_Check")
                .orElseThrow()
                .mapping();
        Scope variables = Scope.of(Map.of("order", Map.of("code", 7), "limit", 1000));
        // when
        Map<String, ?> inputs = mapping.resolveInputs(variables);
        Map<String, ?> outputs = mapping.resolveOutputs(
                Scope.of(Map.of("result", Map.of("score", 99))).over(variables));
        // then
        assertThat(inputs.keySet()).containsExactly("order", "limits", "note");
        assertThat(inputs.get("order")).isEqualTo(Map.of("code", 7));
        assertThat(inputs.get("limits")).isEqualTo(Map.of("amount", 1000, "currency", "EUR", "codes", List.of("A", 7)));
        assertThat(inputs.get("note")).isNull();
        assertThat(outputs).hasSize(1);
        assertThat(outputs.get("score")).isEqualTo(99);
    }

    @Test
    void shouldReadPeopleCallsAndMessagesWhenDiagramHasThem() {
        // when
        GatedModel model = modeler("camunda-order.bpmn");
        // then
        assertThat(model.processId()).isEqualTo("order");
        assertThat(model.processName()).isEqualTo("Order");
        assertThat(model.serviceTasks())
                .extracting(ServiceTaskUse::elementId)
                .containsExactly("Activity_Check", "Activity_Remind");
        assertThat(model.userTask("Activity_Review").orElseThrow().assignment())
                .isEqualTo(new UserTaskUse.Assignment("${starter}", null, "sales,management"));
        CalledProcess call = model.uses().calledProcesses().get(0);
        assertThat(call.key()).hasToString("shipping");
        assertThat(call.businessKey()).hasToString("#{execution.processBusinessKey}");
        assertThat(call.mapping().inputs()).extracting(Mapping.Binding::target).containsExactly("order", "lines");
        assertThat(call.mapping().outputs()).extracting(Mapping.Binding::target).containsExactly("parcel");
        assertThat(model.uses().expressions())
                .anySatisfy(use -> {
                    assertThat(use.elementId()).isEqualTo("Flow_Bad");
                    assertThat(use.attribute()).isEqualTo("#text");
                    assertThat(use.expression().variables()).containsExactly("order", "score");
                })
                .anySatisfy(use -> assertThat(use.attribute()).isEqualTo("camunda:collection"));
    }

    @Test
    void shouldReadTransfersWhenWrittenInFlowableNotation() {
        // given
        ServiceTaskUse use =
                modeler("flowable-expense.bpmn").serviceTask("read").orElseThrow();
        Scope variables = Scope.of(Map.of("policy", Map.of("limit", 5)));
        // when
        Map<String, ?> inputs = use.mapping().resolveInputs(variables);
        // then
        assertThat(inputs.get("limit")).isEqualTo(5);
        assertThat(inputs).containsKey("files");
        assertThat(inputs.get("files")).isNull();
        assertThat(use.mapping().outputs()).extracting(Mapping.Binding::target).containsExactly("total");
    }

    @Test
    void shouldReadDecisionAndReceiveTaskWhenDiagramHasThem() {
        // given
        String decision =
                "<bpmn:businessRuleTask id=\"it\" flowable:expression=\"${a &gt; 1}\" flowable:resultVariable=\"r\" />";
        String receive = "<bpmn:receiveTask id=\"it\" messageRef=\"m\" />";
        // when
        GatedModel deciding = accepted(around(decision));
        GatedModel receiving = accepted(around(receive, "<bpmn:message id=\"m\" name=\"paid.${year}\" />"));
        // then
        assertThat(deciding.decision("it").orElseThrow().resultVariable()).isEqualTo("r");
        assertThat(deciding.decision("it").orElseThrow().expression().test(Scope.of(Map.of("a", 2))))
                .isTrue();
        assertThat(receiving.uses().receiveTasks()).singleElement().satisfies(use -> assertThat(use.messageName())
                .hasToString("paid.${year}"));
    }

    @Test
    void shouldReportAllViolationsInOrderWhenThereAreSeveral() {
        // given
        String xml = around("<bpmn:serviceTask id=\"it\" camunda:class=\"a.B\" flowable:skipExpression=\"${true}\" />")
                .replace("<bpmn:endEvent id=\"end\" />", "<bpmn:endEvent id=\"end\" name=\"${x()}\" />");
        // when
        List<Violation> violations = violations(xml);
        // then
        assertThat(violations)
                .extracting(Violation::rule)
                .containsExactly("gate.attribute", "gate.attribute", "gate.task", "gate.task", "gate.expression");
        assertThat(violations).extracting(v -> v.place().line()).isSorted();
        assertThat(violations.get(0))
                .hasToString("test.bpmn:7:1: bpmn:serviceTask 'it' @camunda:class: the attribute camunda:class is not"
                        + " allowed on bpmn:serviceTask; Java classes do not run here; make it an external task:"
                        + " type=\"external\" and a topic [gate.attribute]");
    }

    @Test
    void shouldStopListingWhenTheLimitIsReached() {
        // given
        String xml = file("<bpmn:script />".repeat(500));
        // when
        List<Violation> violations = violations(xml);
        // then
        assertThat(violations).hasSize(50);
    }

    @Test
    void shouldPointAtTheTagWhenItSpansLinesBehindCommentsAndCdata() {
        // given
        String xml = around("""
                <!-- <bpmn:task> --><?pi <x>?>
                <bpmn:userTask id="before"><bpmn:documentation><![CDATA[a < b <c>]]></bpmn:documentation></bpmn:userTask>
                  <bpmn:scriptTask
                      id="it"
                      name="x" />
                """);
        // when
        Violation violation = violations(xml).get(0);
        // then
        assertThat(violation.place().element()).isEqualTo("bpmn:scriptTask");
        assertThat(violation.place().line()).isEqualTo(9);
        assertThat(violation.place().column()).isEqualTo(3);
    }

    @Test
    void shouldGiveLineAndColumnWhenXmlIsBroken() {
        // when
        Violation violation =
                violations("<?xml version=\"1.0\"?>\n<a>\n  <b></c>\n</a>").get(0);
        // then
        assertThat(violation.rule()).isEqualTo("gate.xml");
        assertThat(violation.place().line()).isEqualTo(3);
        assertThat(violation.place().column()).isPositive();
    }

    @Test
    void shouldHandTheEngineUtf8WhenFileIsInAnotherEncoding() {
        // given
        String xml = around("<bpmn:userTask id=\"it\" name=\"Prüfen\" />");
        byte[] utf16 = ("\uFEFF" + xml.replace("UTF-8", "UTF-16")).getBytes(StandardCharsets.UTF_16LE);
        byte[] marked = ("\uFEFF" + xml).getBytes(StandardCharsets.UTF_8);
        // when
        GateResult first = Diagrams.gate().check(utf16, "a");
        GateResult second = Diagrams.gate().check(marked, "b");
        // then
        assertThat(first).isInstanceOfSatisfying(GateResult.Accepted.class, accepted -> {
            assertThat(accepted.model().source()).isEqualTo(utf16);
            assertThat(new String(accepted.model().engineXml(), StandardCharsets.UTF_8))
                    .startsWith("<?xml")
                    .contains("Prüfen");
        });
        assertThat(second).isInstanceOfSatisfying(GateResult.Accepted.class, accepted -> assertThat(
                        accepted.model().engineXml())
                .isEqualTo(Arrays.copyOfRange(marked, 3, marked.length)));
    }

    @Test
    void shouldHashTheAuthorsBytesWhenAccepted() {
        // when
        String hash = accepted(around("<bpmn:task id=\"it\" />")).sha256();
        // then
        assertThat(hash).matches("[0-9a-f]{64}");
        assertThat(accepted(around("<bpmn:task id=\"it\"  />")).sha256()).isNotEqualTo(hash);
    }

    @Test
    void shouldHoldTheConfiguredLimitsWhenTheyAreSmall() {
        // given
        byte[] xml = around("<bpmn:task id=\"it\" />").getBytes(StandardCharsets.UTF_8);
        // when
        GateResult bytes = new BpmnGate(new GateLimits(xml.length - 1, 64, 100, 5), HostAbility.ALL).check(xml, "x");
        GateResult depth = new BpmnGate(new GateLimits(xml.length, 2, 100, 5), HostAbility.ALL).check(xml, "x");
        GateResult elements = new BpmnGate(new GateLimits(xml.length, 64, 3, 5), HostAbility.ALL).check(xml, "x");
        GateResult enough = new BpmnGate(new GateLimits(xml.length, 3, 7, 5), HostAbility.ALL).check(xml, "x");
        // then
        assertThat(List.of(bytes, depth, elements)).allSatisfy(result -> assertThat(Diagrams.violations(result))
                .singleElement()
                .satisfies(v -> assertThat(v.rule()).isEqualTo("gate.size")));
        assertThat(enough).isInstanceOf(GateResult.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.3", "^1.2", "~1.2.3", "1.x", "1.*", "*", ">=1.0 <2.0", "1.2.3-rc.1", "=1.2.3"})
    void shouldAcceptVersionRangeWhenWellFormed(String range) {
        assertThat(accepted(task(property("trellis.version", range.replace("<", "&lt;"))))
                        .serviceTask("it")
                        .orElseThrow()
                        .topic()
                        .versionRange())
                .isEqualTo(range);
    }

    @ParameterizedTest
    @CsvSource({
        "trellis.version, latest, is not a version range",
        "trellis.version, ^, is not a version range",
        "trellis.version, 1.2 || 3, is not a version range",
        "trellis.colect, x, there is no such property",
        "trellis.collect, a b, is not the name of a variable",
    })
    void shouldRefusePropertyWhenItHasNoMeaning(String name, String value, String reason) {
        assertThat(violations(task(property(name, value))))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).contains(reason));
    }

    private static String property(String name, String value) {
        return "<camunda:properties><camunda:property name=\"%s\" value=\"%s\" /></camunda:properties>"
                .formatted(name, value);
    }
}
