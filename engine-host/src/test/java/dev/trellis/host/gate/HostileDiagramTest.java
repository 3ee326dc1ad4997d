package dev.trellis.host.gate;

import static dev.trellis.host.gate.Diagrams.around;
import static dev.trellis.host.gate.Diagrams.file;
import static dev.trellis.host.gate.Diagrams.task;
import static dev.trellis.host.gate.Diagrams.violations;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an attacker, or an author used to another engine, writes: refused at the right place with advice. */
class HostileDiagramTest {

    private static final String EXTERNAL =
            "<bpmn:serviceTask id=\"it\" camunda:type=\"external\" camunda:topic=\"a.b\" ";
    private static final String USER = "<bpmn:userTask id=\"it\" ";

    static Stream<Arguments> code() {
        return Stream.of(
                refused(
                        "gate.element",
                        "scripts do not run",
                        around(
                                "<bpmn:scriptTask id=\"it\" scriptFormat=\"js\"><bpmn:script>1</bpmn:script></bpmn:scriptTask>")),
                refused("gate.attribute", "Java classes", around(EXTERNAL + "camunda:class=\"a.B\" />")),
                refused("gate.attribute", "Java classes", around(EXTERNAL + "flowable:class=\"a.B\" />")),
                refused("gate.attribute", "activiti namespace", around(EXTERNAL + "activiti:class=\"a.B\" />")),
                refused(
                        "gate.attribute",
                        "beans do not exist",
                        around(EXTERNAL + "flowable:delegateExpression=\"${b}\" />")),
                refused("gate.attribute", "external task", around(EXTERNAL + "camunda:expression=\"${b}\" />")),
                refused(
                        "gate.attribute",
                        "exclusive gateway",
                        around(EXTERNAL + "flowable:skipExpression=\"${true}\" />")),
                refused("gate.attribute", "web services", around(EXTERNAL + "implementation=\"##WebService\" />")),
                refused(
                        "gate.attribute",
                        "namespace is not known",
                        around(EXTERNAL + "xmlns:e=\"urn:e\" e:class=\"a.B\" />")),
                refused(
                        "gate.task",
                        "mail service",
                        around("<bpmn:serviceTask id=\"it\" flowable:type=\"mail\" flowable:topic=\"a.b\" />")),
                refused(
                        "gate.task",
                        "script task type",
                        around("<bpmn:serviceTask id=\"it\" flowable:type=\"shell\" flowable:topic=\"a.b\" />")),
                refused(
                        "gate.task",
                        "http task type",
                        around("<bpmn:serviceTask id=\"it\" flowable:type=\"http\" flowable:topic=\"a.b\" />")),
                refused(
                        "gate.task",
                        "businessRuleTask",
                        around("<bpmn:serviceTask id=\"it\" flowable:type=\"dmn\" flowable:topic=\"a.b\" />")),
                refused("gate.attribute", "given twice", around(EXTERNAL + "flowable:type=\"http\" />")),
                refused(
                        "gate.task",
                        "on a sendTask",
                        around("<bpmn:sendTask id=\"it\" flowable:type=\"external-worker\" flowable:topic=\"a.b\" />")),
                refused(
                        "gate.attribute",
                        "activiti namespace",
                        around("<bpmn:serviceTask id=\"it\" activiti:type=\"shell\" />")),
                refused(
                        "gate.element",
                        "listeners run code",
                        task("<camunda:executionListener event=\"start\" class=\"a.B\" />")),
                refused(
                        "gate.element",
                        "listeners run code",
                        task("<flowable:executionListener event=\"start\" expression=\"${b}\" />")),
                refused(
                        "gate.element",
                        "activiti namespace",
                        task("<activiti:executionListener event=\"start\" class=\"a.B\" />")),
                refused(
                        "gate.element",
                        "namespace is not known",
                        task("<e:executionListener xmlns:e=\"urn:e\" event=\"start\" class=\"a.B\" />")),
                refused("gate.element", "not allowed", task("<executionListener event=\"start\" class=\"a.B\" />")),
                refused(
                        "gate.element",
                        "not allowed",
                        task("<bpmn:serviceTask id=\"inner\" flowable:class=\"a.B\" />")),
                refused("gate.element", "injected fields", task("<flowable:field name=\"x\" stringValue=\"y\" />")),
                refused("gate.element", "connectors", task("<camunda:connector />")),
                refused("gate.element", "Camunda 8", task("<zeebe:taskDefinition type=\"a\" />")),
                refused(
                        "gate.element",
                        "scripts run in a task",
                        task(
                                "<camunda:inputOutput><camunda:inputParameter name=\"x\"><camunda:script scriptFormat=\"groovy\">1</camunda:script></camunda:inputParameter></camunda:inputOutput>")),
                refused(
                        "gate.element",
                        "listeners run code",
                        around(
                                USER
                                        + "><bpmn:extensionElements><camunda:taskListener event=\"create\" class=\"a.B\" /></bpmn:extensionElements></bpmn:userTask>")),
                refused(
                        "gate.attribute",
                        "Java classes",
                        around(
                                "<bpmn:callActivity id=\"it\" calledElement=\"q\" camunda:variableMappingClass=\"a.B\" />")),
                refused(
                        "gate.attribute",
                        "within its tenant",
                        around(
                                "<bpmn:callActivity id=\"it\" calledElement=\"q\" flowable:fallbackToDefaultTenant=\"true\" />")),
                refused(
                        "gate.call",
                        "delete it",
                        around(
                                "<bpmn:callActivity id=\"it\" calledElement=\"q\" flowable:calledElementType=\"id\" />")),
                refused(
                        "gate.attribute",
                        "DMN",
                        around("<bpmn:businessRuleTask id=\"it\" camunda:decisionRef=\"d\" />")),
                refused(
                        "gate.attribute",
                        "not allowed",
                        around(
                                "<bpmn:businessRuleTask id=\"it\" flowable:ruleVariablesInput=\"${a}\" flowable:rules=\"r\" />")),
                refused("gate.element", "subProcess with compensation", around("<bpmn:transaction id=\"it\" />")),
                refused("gate.element", "with gateways", around("<bpmn:adHocSubProcess id=\"it\" />")),
                refused(
                        "gate.element",
                        "collection as an attribute",
                        around(
                                EXTERNAL
                                        + "><bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><flowable:collection class=\"a.B\" /></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics></bpmn:serviceTask>")),
                refused(
                        "gate.attribute",
                        "Java classes",
                        around(
                                EXTERNAL
                                        + "><bpmn:multiInstanceLoopCharacteristics flowable:collection=\"x\"><bpmn:extensionElements><flowable:variableAggregation target=\"t\" class=\"a.B\"><flowable:variable source=\"s\" /></flowable:variableAggregation></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics></bpmn:serviceTask>")),
                refused(
                        "gate.element",
                        "nothing is imported",
                        around(
                                EXTERNAL + "/>",
                                "<bpmn:import importType=\"http://schemas.xmlsoap.org/wsdl/\" location=\"file:///etc/passwd\" namespace=\"n\" />")),
                refused("gate.element", "web services", around(EXTERNAL + "/>", "<bpmn:interface id=\"i\" />")),
                refused(
                        "gate.element",
                        "use camunda:assignee",
                        around(USER + "><bpmn:potentialOwner /></bpmn:userTask>")),
                refused(
                        "gate.attribute",
                        "Java classes",
                        around(
                                USER
                                        + "><bpmn:extensionElements><camunda:formData formHandlerClass=\"a.B\" /></bpmn:extensionElements></bpmn:userTask>")),
                refused(
                        "gate.element",
                        "message or signal",
                        around(
                                "<bpmn:intermediateCatchEvent id=\"it\"><bpmn:conditionalEventDefinition /></bpmn:intermediateCatchEvent>")),
                refused(
                        "gate.element",
                        "use a serviceTask",
                        around(
                                "<bpmn:intermediateThrowEvent id=\"it\"><bpmn:messageEventDefinition /></bpmn:intermediateThrowEvent>")),
                refused("gate.element", "not allowed", around("<bpmn:ScriptTask id=\"it\" />")),
                refused(
                        "gate.element",
                        "namespace is not known",
                        around("<x:scriptTask xmlns:x=\"urn:x\" id=\"it\" />")));
    }

    static Stream<Arguments> expressions() {
        String evil = "${''.getClass().forName('java.lang.Runtime')}";
        return Stream.of(
                refused("gate.expression", "refused", around(USER + "name=\"" + evil + "\" />")),
                refused("gate.expression", "refused", around(EXTERNAL.replace("a.b", evil) + "/>")),
                refused("gate.expression", "refused", around(USER + "camunda:assignee=\"" + evil + "\" />")),
                refused("gate.expression", "refused", around(USER + "camunda:dueDate=\"" + evil + "\" />")),
                refused("gate.expression", "refused", around(USER + "flowable:category=\"" + evil + "\" />")),
                refused("gate.expression", "not allowed here", around(USER + "camunda:formKey=\"${x}\" />")),
                refused(
                        "gate.expression",
                        "not allowed here",
                        around(USER + ">" + "</bpmn:userTask>").replace("id=\"it\"", "id=\"${it}\"")),
                refused(
                        "gate.expression",
                        "refused",
                        around(USER + "><bpmn:documentation>" + evil + "</bpmn:documentation></bpmn:userTask>")),
                refused(
                        "gate.expression",
                        "refused",
                        around(USER + "><bpmn:documentation><![CDATA[" + evil
                                + "]]></bpmn:documentation></bpmn:userTask>")),
                refused(
                        "gate.expression",
                        "refused",
                        around(EXTERNAL + "><bpmn:multiInstanceLoopCharacteristics flowable:collection=\"" + evil
                                + "\" /></bpmn:serviceTask>")),
                refused(
                        "gate.expression",
                        "refused",
                        around(
                                EXTERNAL + "><bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>" + evil
                                        + "</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:serviceTask>")),
                refused(
                        "gate.expression",
                        "refused",
                        around("<bpmn:callActivity id=\"it\" calledElement=\"" + evil + "\" />")),
                refused(
                        "gate.expression",
                        "not allowed here",
                        around("<bpmn:callActivity id=\"it\" calledElement=\"q\" flowable:idVariableName=\"${x}\" />")),
                refused(
                        "gate.expression",
                        "refused",
                        around("<bpmn:intermediateCatchEvent id=\"it\"><bpmn:timerEventDefinition><bpmn:timeDuration>"
                                + evil
                                + "</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>")),
                refused(
                        "gate.expression",
                        "refused",
                        around("<bpmn:businessRuleTask id=\"it\" camunda:resultVariable=\"r\" camunda:expression=\""
                                + evil + "\" />")),
                refused(
                        "gate.expression",
                        "refused",
                        around(EXTERNAL + "/>", "<bpmn:signal id=\"s\" name=\"" + evil + "\" />")),
                refused(
                        "gate.expression",
                        "refused",
                        task("<flowable:in sourceExpression=\"" + evil + "\" target=\"t\" />")),
                refused("gate.expression", "not allowed here", task("<flowable:in source=\"${x}\" target=\"t\" />")),
                refused(
                        "gate.expression",
                        "not allowed here",
                        task("<camunda:failedJobRetryTimeCycle>${x}</camunda:failedJobRetryTimeCycle>")),
                refused(
                        "gate.expression",
                        "refused",
                        task("<camunda:inputOutput><camunda:inputParameter name=\"x\">" + evil
                                + "</camunda:inputParameter></camunda:inputOutput>")),
                splitText("$<!-- -->{a.b()}"),
                splitText("$<![CDATA[{a.b()}]]>"),
                splitText("<![CDATA[$]]><![CDATA[{a.b()}]]>"),
                refused("gate.expression", "refused", around(USER + "name=\"&#36;{a.b()}\" />")),
                refused("gate.expression", "refused", around(USER + "name=\"#{a.b()}\" />")));
    }

    private static Arguments splitText(String parameter) {
        return refused(
                "gate.element",
                "splits the text",
                task("<camunda:inputOutput><camunda:inputParameter name=\"x\">" + parameter
                        + "</camunda:inputParameter></camunda:inputOutput>"));
    }

    static Stream<Arguments> files() {
        return Stream.of(
                refused("gate.doctype", "DOCTYPE", "<!DOCTYPE x [<!ENTITY a \"b\">]>" + file("").substring(39)),
                refused("gate.doctype", "DOCTYPE", "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><x/>"),
                refused(
                        "gate.doctype",
                        "DOCTYPE",
                        "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\">]><x>&lol2;</x>"),
                refused("gate.xml", "broken", "<bpmn:definitions"),
                refused("gate.xml", "broken", "<a><b></a>"),
                refused("gate.xml", "broken", "hello"),
                refused("gate.xml", "broken", ""),
                refused("gate.xml", "broken", "<a>&undefined;</a>"),
                refused("gate.xml", "1.1", "<?xml version=\"1.1\"?><a/>"),
                refused("gate.encoding", "UTF-7", "<?xml version=\"1.0\" encoding=\"UTF-7\"?><a/>"),
                refused("gate.encoding", "ISO-8859-1", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>"),
                refused("gate.encoding", "binary", "<a>\0</a>"),
                refused("gate.size", "nested deeper", "<a>".repeat(100) + "</a>".repeat(100)),
                refused("gate.size", "elements", "<a>" + "<b/>".repeat(60_000) + "</a>"),
                refused("gate.size", "bytes", "<a>" + " ".repeat(3 << 20) + "</a>"),
                refused("gate.element", "not allowed", "<html/>"));
    }

    private static Arguments refused(String rule, String advice, String xml) {
        return Arguments.of(rule, advice, xml);
    }

    @ParameterizedTest
    @MethodSource({"code", "expressions", "files"})
    void shouldRefuseWithAdviceWhenDiagramIsHostile(String rule, String advice, String xml) {
        // when
        List<Violation> violations = violations(xml);
        // then
        assertThat(violations).anySatisfy(violation -> {
            assertThat(violation.rule()).isEqualTo(rule);
            assertThat(violation.message()).contains(advice);
        });
    }
}
