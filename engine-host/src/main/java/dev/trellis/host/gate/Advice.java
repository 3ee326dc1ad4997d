package dev.trellis.host.gate;

import java.util.Map;

/** The words that say what to do instead of something that is refused. */
final class Advice {

    private static final String EXTERNAL = "make it an external task: type=\"external\" and a topic";
    private static final String DATA = "data lives in process variables; draw it as a text annotation";
    private static final String LISTENER = "listeners run code inside the engine; model the step as a task of its own";

    private static final Map<String, String> ELEMENTS = Map.ofEntries(
            Map.entry("bpmn:scriptTask", "scripts do not run inside the engine; use a serviceTask with a script topic"),
            Map.entry("bpmn:transaction", "transactions are not run; use a subProcess with compensation"),
            Map.entry("bpmn:adHocSubProcess", "ad-hoc sub-processes are not run; use a subProcess with gateways"),
            Map.entry("bpmn:complexGateway", "use an inclusive or exclusive gateway with conditions"),
            Map.entry("bpmn:conditionalEventDefinition", "send a message or signal when the condition becomes true"),
            Map.entry("bpmn:cancelEventDefinition", "use an error or escalation event"),
            Map.entry("bpmn:linkEventDefinition", "draw a sequence flow from source to target"),
            Map.entry("bpmn:signalEventDefinition", "throw the signal by an intermediate event before the end event"),
            Map.entry(
                    "bpmn:compensateEventDefinition",
                    "compensation is caught on a boundary and thrown by an intermediate or end event"),
            Map.entry("bpmn:messageEventDefinition", "to send a message use a serviceTask or sendTask with a topic"),
            Map.entry("bpmn:standardLoopCharacteristics", "use a gateway that leads back, or a multi-instance loop"),
            Map.entry("bpmn:import", "nothing is imported into a diagram; delete it"),
            Map.entry("bpmn:itemDefinition", "variables have no declared types; delete it"),
            Map.entry("bpmn:interface", "web services are not called by the engine; " + EXTERNAL),
            Map.entry("bpmn:dataObject", DATA),
            Map.entry("bpmn:dataObjectReference", DATA),
            Map.entry("bpmn:dataStore", DATA),
            Map.entry("bpmn:dataStoreReference", DATA),
            Map.entry("bpmn:ioSpecification", "use camunda:inputOutput"),
            Map.entry("bpmn:property", DATA),
            Map.entry("bpmn:dataInputAssociation", DATA),
            Map.entry("bpmn:dataOutputAssociation", DATA),
            Map.entry("bpmn:potentialOwner", "use camunda:assignee, candidateUsers or candidateGroups"),
            Map.entry("bpmn:humanPerformer", "use camunda:assignee"),
            Map.entry("camunda:script", "write the value as text with ${…}; scripts run in a task of their own"),
            Map.entry("camunda:connector", "connectors run code inside the engine; " + EXTERNAL),
            Map.entry("camunda:inputOutput", "mappings are read on serviceTask, sendTask and userTask"));

    private static final Map<String, String> LOCAL_ELEMENTS = Map.of(
            "executionListener",
            LISTENER,
            "taskListener",
            LISTENER,
            "eventListener",
            LISTENER,
            "transactionEventListener",
            LISTENER,
            "field",
            "injected fields configure Java classes, which do not run here; use camunda:inputOutput",
            "connector",
            "connectors run code inside the engine; " + EXTERNAL,
            "collection",
            "write the collection as an attribute: flowable:collection=\"${items}\"",
            "script",
            "scripts do not run inside the engine; use a serviceTask with a script topic",
            "mapException",
            "use an error boundary event",
            "customResource",
            "use candidateUsers or candidateGroups");

    private static final Map<String, String> LOCAL_ATTRIBUTES = Map.ofEntries(
            Map.entry("class", "Java classes do not run here; " + EXTERNAL),
            Map.entry("delegateExpression", "beans do not exist here; " + EXTERNAL),
            Map.entry("expression", "the engine computes nothing on this element; " + EXTERNAL),
            Map.entry("skipExpression", "use an exclusive gateway that leads around the task"),
            Map.entry("decisionRef", "DMN is not run by the engine; use camunda:expression and camunda:resultVariable"),
            Map.entry("variableMappingClass", "Java classes do not run here; use camunda:in and camunda:out"),
            Map.entry("variableMappingDelegateExpression", "beans do not exist here; use camunda:in and camunda:out"),
            Map.entry("formHandlerClass", "Java classes do not run here; delete it"),
            Map.entry("formRef", "use camunda:formKey"),
            Map.entry("fallbackToDefaultTenant", "a call stays within its tenant; delete it"),
            Map.entry("calledElementTenantId", "a call stays within its tenant; delete it"),
            Map.entry(
                    "calledElementVersion", "versions are pinned at start by the property trellis.version; delete it"),
            Map.entry("caseRef", "cases are not run; call a process"),
            Map.entry("triggerable", "an external task always waits for its outcome; delete it"),
            Map.entry("implementation", "web services are not called by the engine; " + EXTERNAL),
            Map.entry("operationRef", "web services are not called by the engine; " + EXTERNAL),
            Map.entry("scriptFormat", "scripts do not run inside the engine; use a serviceTask with a script topic"),
            Map.entry("local", "all parameters are taken from the scope of the call; delete it"),
            Map.entry("variables", "name each variable with source and target"),
            Map.entry("transient", "variables are always stored; delete it"),
            Map.entry("targetExpression", "write the target as a plain name"),
            Map.entry("businessCalendarName", "times are ISO 8601; delete it"),
            Map.entry("jobPriority", "use camunda:taskPriority on the task"),
            Map.entry("errorCodeVariable", "use flowable:errorVariableName, which holds code and message"),
            Map.entry("errorMessageVariable", "use flowable:errorVariableName, which holds code and message"));

    private Advice() {}

    static String element(XmlElement element) {
        String name = element.name();
        String general = LOCAL_ELEMENTS.getOrDefault(local(name), "delete it, or see docs/bpmn.md for what runs");
        return ELEMENTS.getOrDefault(name, namespace(name, general));
    }

    static String attribute(String name) {
        String advice = LOCAL_ATTRIBUTES.get(local(name));
        return namespace(name, advice == null ? "delete it, or see docs/bpmn.md for what is read" : advice);
    }

    private static String namespace(String name, String otherwise) {
        if (Namespace.ACTIVITI.holds(name)) {
            return "the activiti namespace is refused; use flowable or camunda notation";
        }
        if (Namespace.ZEEBE.holds(name)) {
            return "Camunda 8 diagrams are not run; model for Camunda 7 (type=\"external\" and a topic)";
        }
        return name.startsWith("{") ? "the namespace is not known; delete it" : otherwise;
    }

    static String local(String name) {
        return name.substring(Math.max(name.lastIndexOf(':'), name.lastIndexOf('}')) + 1);
    }
}
