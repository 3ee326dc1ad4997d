package dev.trellis.host.gate;

import static dev.trellis.host.gate.Diagrams.accepted;
import static dev.trellis.host.gate.Diagrams.around;
import static dev.trellis.host.gate.Diagrams.file;
import static dev.trellis.host.gate.Diagrams.task;
import static dev.trellis.host.gate.Diagrams.violations;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The structure rules beyond the one pair of diagrams that each has. */
class StructureRulesTest {

    private static final String TASK = "<bpmn:task id=\"it\" />";

    private static String process(String content) {
        return file("<bpmn:process id=\"p\" isExecutable=\"true\">" + content + "</bpmn:process>");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        "gate.process",
                        "no process is executable",
                        file("<bpmn:process id=\"p\" isExecutable=\"false\" />")),
                Arguments.of("gate.process", "no process is executable", file("")),
                Arguments.of(
                        "gate.process",
                        "engines differ",
                        file("<bpmn:process id=\"p\"><bpmn:startEvent id=\"s\" /></bpmn:process>")),
                Arguments.of("gate.process", "no start event", process("")),
                Arguments.of(
                        "gate.process",
                        "needs an id",
                        file("<bpmn:process isExecutable=\"true\"><bpmn:startEvent id=\"s\" /></bpmn:process>")),
                Arguments.of(
                        "gate.process",
                        "one plain start event",
                        process("<bpmn:startEvent id=\"a\" /><bpmn:startEvent id=\"b\" />")),
                Arguments.of(
                        "gate.attribute",
                        "does not fit",
                        file(
                                "<bpmn:process id=\"1 p\" isExecutable=\"true\"><bpmn:startEvent id=\"s\" /></bpmn:process>")),
                Arguments.of("gate.id", "needs an id", around(TASK).replace(" id=\"f2\"", "")),
                Arguments.of(
                        "gate.reference",
                        "there is no element 'gone'",
                        around(TASK).replace("targetRef=\"end\"", "targetRef=\"gone\"")),
                Arguments.of(
                        "gate.reference",
                        "'end' is a bpmn:endEvent",
                        around(TASK).replace("sourceRef=\"it\"", "sourceRef=\"end\"")),
                Arguments.of(
                        "gate.reference",
                        "'start' is a bpmn:startEvent",
                        around(TASK).replace("targetRef=\"end\"", "targetRef=\"start\"")),
                Arguments.of(
                        "gate.reference",
                        "another process or sub-process",
                        around(
                                        "<bpmn:subProcess id=\"it\"><bpmn:startEvent id=\"s\" /><bpmn:task id=\"inner\" /></bpmn:subProcess>")
                                .replace("targetRef=\"end\"", "targetRef=\"inner\"")),
                Arguments.of(
                        "gate.reference",
                        "not a sequence flow that leaves",
                        around("<bpmn:exclusiveGateway id=\"it\" default=\"f1\" />")),
                Arguments.of(
                        "gate.reference",
                        "needs attachedToRef",
                        around(TASK
                                + "<bpmn:boundaryEvent id=\"b\"><bpmn:errorEventDefinition /></bpmn:boundaryEvent>")),
                Arguments.of(
                        "gate.reference",
                        "'start' is a bpmn:startEvent",
                        around(
                                TASK
                                        + "<bpmn:boundaryEvent id=\"b\" attachedToRef=\"start\"><bpmn:errorEventDefinition /></bpmn:boundaryEvent>")),
                Arguments.of("gate.reference", "needs messageRef", around("<bpmn:receiveTask id=\"it\" />")),
                Arguments.of("gate.reference", "bpmn:message needs name", around(TASK, "<bpmn:message id=\"m\" />")),
                Arguments.of(
                        "gate.reference",
                        "bpmn:error needs errorCode",
                        around(TASK, "<bpmn:error id=\"m\" name=\"x\" />")),
                Arguments.of(
                        "gate.event",
                        "takes one definition",
                        around(
                                "<bpmn:intermediateCatchEvent id=\"it\"><bpmn:signalEventDefinition signalRef=\"s\" /><bpmn:messageEventDefinition messageRef=\"m\" /></bpmn:intermediateCatchEvent>",
                                "<bpmn:signal id=\"s\" name=\"s\" /><bpmn:message id=\"m\" name=\"m\" />")),
                Arguments.of(
                        "gate.event",
                        "must be named",
                        around(TASK)
                                .replace(
                                        "<bpmn:endEvent id=\"end\" />",
                                        "<bpmn:endEvent id=\"end\"><bpmn:errorEventDefinition /></bpmn:endEvent>")),
                Arguments.of(
                        "gate.event",
                        "errors start event sub-processes",
                        process("<bpmn:startEvent id=\"s\"><bpmn:errorEventDefinition /></bpmn:startEvent>")),
                Arguments.of(
                        "gate.event",
                        "starts by an event",
                        process(
                                "<bpmn:startEvent id=\"s\" /><bpmn:subProcess id=\"e\" triggeredByEvent=\"true\"><bpmn:startEvent id=\"es\" /></bpmn:subProcess>")),
                Arguments.of(
                        "gate.event",
                        "exactly one start event, not 0",
                        around("<bpmn:subProcess id=\"it\"><bpmn:task id=\"t\" /></bpmn:subProcess>")),
                Arguments.of(
                        "gate.event",
                        "not joined by sequence flows",
                        around(
                                "<bpmn:subProcess id=\"it\" triggeredByEvent=\"true\"><bpmn:startEvent id=\"s\"><bpmn:errorEventDefinition /></bpmn:startEvent></bpmn:subProcess>")),
                Arguments.of(
                        "gate.event",
                        "leads to intermediate catch events",
                        around("<bpmn:eventBasedGateway id=\"it\" />")),
                Arguments.of(
                        "gate.compensation",
                        "isForCompensation",
                        around(
                                TASK
                                        + "<bpmn:boundaryEvent id=\"b\" attachedToRef=\"it\"><bpmn:compensateEventDefinition /></bpmn:boundaryEvent>")),
                Arguments.of(
                        "gate.event",
                        "before it has variables",
                        process(
                                "<bpmn:startEvent id=\"s\"><bpmn:timerEventDefinition><bpmn:timeDate>${due}</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:startEvent>")),
                Arguments.of(
                        "gate.event",
                        "before it has variables",
                        around(TASK, "<bpmn:message id=\"m\" name=\"${x}\" />")
                                .replace(
                                        "<bpmn:startEvent id=\"start\" />",
                                        "<bpmn:startEvent id=\"start\"><bpmn:messageEventDefinition messageRef=\"m\" /></bpmn:startEvent>")),
                Arguments.of(
                        "gate.timer",
                        "exactly one of",
                        around(
                                "<bpmn:intermediateCatchEvent id=\"it\"><bpmn:timerEventDefinition /></bpmn:intermediateCatchEvent>")),
                Arguments.of(
                        "gate.gather",
                        "'all'",
                        around(
                                "<bpmn:task id=\"it\"><bpmn:extensionElements><camunda:properties><camunda:property name=\"trellis.collect\" value=\"all\" /></camunda:properties></bpmn:extensionElements><bpmn:multiInstanceLoopCharacteristics camunda:collection=\"all\" /></bpmn:task>")),
                Arguments.of(
                        "gate.gather",
                        "'n'",
                        around(
                                "<bpmn:task id=\"it\"><bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><flowable:variableAggregation target=\"n\"><flowable:variable source=\"x\" /></flowable:variableAggregation></bpmn:extensionElements><bpmn:loopCardinality>${size(n)}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:task>")),
                Arguments.of(
                        "gate.loop",
                        "from 0 to 10000",
                        around(
                                "<bpmn:task id=\"it\"><bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>99999</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:task>")),
                Arguments.of(
                        "gate.loop",
                        "either a collection or",
                        around(
                                "<bpmn:task id=\"it\"><bpmn:multiInstanceLoopCharacteristics camunda:collection=\"a\"><bpmn:loopCardinality>3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:task>")),
                Arguments.of(
                        "gate.loop",
                        "nothing around it",
                        around(
                                "<bpmn:task id=\"it\"><bpmn:multiInstanceLoopCharacteristics camunda:collection=\"x${a}\" /></bpmn:task>")),
                Arguments.of(
                        "gate.expression",
                        "exactly one",
                        around(
                                "<bpmn:task id=\"it\"><bpmn:multiInstanceLoopCharacteristics camunda:collection=\"a\"><bpmn:completionCondition>${a} b</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics></bpmn:task>")),
                Arguments.of(
                        "gate.mapping",
                        "needs a target",
                        around(
                                "<bpmn:task id=\"it\"><bpmn:multiInstanceLoopCharacteristics camunda:collection=\"a\"><bpmn:extensionElements><flowable:variableAggregation target=\"all\"><flowable:variable sourceExpression=\"${v}\" /></flowable:variableAggregation></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics></bpmn:task>")),
                Arguments.of(
                        "gate.attribute",
                        "createOverviewVariable",
                        around(
                                "<bpmn:task id=\"it\"><bpmn:multiInstanceLoopCharacteristics camunda:collection=\"a\"><bpmn:extensionElements><flowable:variableAggregation target=\"all\" createOverviewVariable=\"true\"><flowable:variable source=\"v\" /></flowable:variableAggregation></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics></bpmn:task>")),
                Arguments.of(
                        "gate.mapping",
                        "written twice",
                        task("<flowable:in source=\"a\" target=\"t\" /><flowable:in source=\"b\" target=\"t\" />")),
                Arguments.of(
                        "gate.mapping",
                        "not both",
                        task("<camunda:inputOutput /><flowable:in source=\"a\" target=\"t\" />")),
                Arguments.of(
                        "gate.mapping",
                        "needs name",
                        task(
                                "<camunda:inputOutput><camunda:inputParameter>x</camunda:inputParameter></camunda:inputOutput>")),
                Arguments.of(
                        "gate.mapping",
                        "a text, a map or a list",
                        task(
                                "<camunda:inputOutput><camunda:inputParameter name=\"x\">x<camunda:map /></camunda:inputParameter></camunda:inputOutput>")),
                Arguments.of(
                        "gate.mapping",
                        "stand alone",
                        around(
                                "<bpmn:callActivity id=\"it\" calledElement=\"q\"><bpmn:extensionElements><camunda:in variables=\"all\" businessKey=\"b\" /></bpmn:extensionElements></bpmn:callActivity>")),
                Arguments.of(
                        "gate.attribute",
                        "name each variable",
                        around(
                                "<bpmn:callActivity id=\"it\" calledElement=\"q\"><bpmn:extensionElements><camunda:out variables=\"all\" /></bpmn:extensionElements></bpmn:callActivity>")),
                Arguments.of(
                        "gate.call",
                        "not the id of a process",
                        around("<bpmn:callActivity id=\"it\" calledElement=\"a b\" />")),
                Arguments.of(
                        "gate.condition",
                        "default flow takes no condition",
                        around("<bpmn:exclusiveGateway id=\"it\" default=\"f2\" />")
                                .replace(
                                        "targetRef=\"end\" />",
                                        "targetRef=\"end\"><bpmn:conditionExpression>${a}</bpmn:conditionExpression></bpmn:sequenceFlow>")),
                Arguments.of(
                        "gate.condition",
                        "takes no condition",
                        around("<bpmn:parallelGateway id=\"it\" />")
                                .replace(
                                        "targetRef=\"end\" />",
                                        "targetRef=\"end\"><bpmn:conditionExpression>${a}</bpmn:conditionExpression></bpmn:sequenceFlow>")),
                Arguments.of(
                        "gate.attribute",
                        "one expression such as",
                        around("<bpmn:exclusiveGateway id=\"it\" />")
                                .replace(
                                        "targetRef=\"end\" />",
                                        "targetRef=\"end\"><bpmn:conditionExpression>yes</bpmn:conditionExpression></bpmn:sequenceFlow>")));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void shouldRefuseWithReasonWhenStructureIsWrong(String rule, String reason, String xml) {
        assertThat(violations(xml)).anySatisfy(violation -> {
            assertThat(violation.rule()).isEqualTo(rule);
            assertThat(violation.message()).contains(reason);
        });
    }

    @Test
    void shouldReadWholeCallWhenAllIsPassed() {
        // given
        String call = "<bpmn:callActivity id=\"it\" calledElement=\"${which}\" flowable:inheritVariables=\"true\" />";
        // when
        CalledProcess called = accepted(around(call)).uses().calledProcesses().get(0);
        // then
        assertThat(called.allVariables()).isTrue();
        assertThat(called.key().variables()).containsExactly("which");
        assertThat(called.mapping()).isEqualTo(Mapping.NONE);
        assertThat(called.businessKey()).isNull();
    }

    @Test
    void shouldNotAskForTopicWhenPoolOnlyDocuments() {
        // given
        String customer =
                "<bpmn:process id=\"c\" isExecutable=\"false\"><bpmn:serviceTask id=\"pay\" /></bpmn:process>";
        // when
        GatedModel model = accepted(around(TASK, customer));
        // then
        assertThat(model.processId()).isEqualTo("p");
        assertThat(model.serviceTasks()).isEmpty();
    }
}
