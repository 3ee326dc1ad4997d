package dev.trellis.host.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AbilityRuleTest {

    private static final String SEND = "<bpmn:sendTask id=\"it\" camunda:type=\"external\" camunda:topic=\"a.b\" />";
    private static final String RECEIVE = "<bpmn:receiveTask id=\"it\" messageRef=\"m\" />";
    private static final String ERROR = "<bpmn:serviceTask id=\"it\" camunda:type=\"external\" camunda:topic=\"a.b\">"
            + "<bpmn:extensionElements><camunda:errorEventDefinition errorRef=\"e\" expression=\"${true}\" />"
            + "</bpmn:extensionElements></bpmn:serviceTask>";
    private static final String USER = "<bpmn:userTask id=\"it\"><bpmn:extensionElements><camunda:inputOutput />"
            + "</bpmn:extensionElements></bpmn:userTask>";
    private static final String DEFINITIONS =
            "<bpmn:message id=\"m\" name=\"m\" /><bpmn:error id=\"e\" errorCode=\"E\" />";

    private static String diagram(HostAbility ability) {
        return Diagrams.around(
                switch (ability) {
                    case SEND_TASK -> SEND;
                    case RECEIVE_TASK -> RECEIVE;
                    case ERROR_MAPPING -> ERROR;
                    case USER_TASK_MAPPING -> USER;
                },
                DEFINITIONS);
    }

    @ParameterizedTest
    @CsvSource({
        "SEND_TASK, make it a serviceTask",
        "RECEIVE_TASK, intermediate catch event",
        "ERROR_MAPPING, error boundary event",
        "USER_TASK_MAPPING, process variables",
    })
    void shouldRefuseJustWhatTheHostLacksWhenDiagramNeedsIt(HostAbility ability, String advice) {
        // given
        byte[] xml = diagram(ability).getBytes(StandardCharsets.UTF_8);
        Set<HostAbility> others = EnumSet.complementOf(EnumSet.of(ability));
        // when
        GateResult without = new BpmnGate(GateLimits.DEFAULT, others).check(xml, "x");
        GateResult with = new BpmnGate(GateLimits.DEFAULT, Set.of(ability)).check(xml, "x");
        // then
        assertThat(Diagrams.violations(without)).singleElement().satisfies(violation -> {
            assertThat(violation.rule()).isEqualTo("gate.ability");
            assertThat(violation.message()).contains(advice);
            assertThat(violation.place().elementId()).isEqualTo("it");
        });
        assertThat(with).isInstanceOf(GateResult.Accepted.class);
    }

    @ParameterizedTest
    @EnumSource(HostAbility.class)
    void shouldAcceptAllAbilitiesWhenDiagramIsForThisHost(HostAbility ability) {
        // given
        byte[] xml = diagram(ability).getBytes(StandardCharsets.UTF_8);
        // when
        GateResult result = new BpmnGate().check(xml, "x");
        // then
        assertThat(result).isInstanceOf(GateResult.Accepted.class);
    }
}
