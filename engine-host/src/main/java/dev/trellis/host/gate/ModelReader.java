package dev.trellis.host.gate;

import dev.trellis.host.expression.Expression;
import dev.trellis.host.gate.GatedModel.Uses;
import dev.trellis.host.gate.ServiceTaskUse.ErrorMapping;
import dev.trellis.host.gate.Vocabulary.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a checked diagram uses. */
final class ModelReader {

    private final Diagram diagram;

    private ModelReader(Diagram diagram) {
        this.diagram = diagram;
    }

    /** The uses of a diagram without violations. */
    static Uses uses(Diagram diagram) {
        return new ModelReader(diagram).uses();
    }

    private Uses uses() {
        List<UserTaskUse> userTasks = diagram.running("bpmn:userTask").stream()
                .map(ModelReader::userTask)
                .toList();
        List<DecisionUse> decisions = diagram.running("bpmn:businessRuleTask").stream()
                .map(ModelReader::decision)
                .toList();
        return new Uses(
                diagram.running("bpmn:serviceTask", "bpmn:sendTask").stream()
                        .map(this::serviceTask)
                        .toList(),
                userTasks,
                diagram.running("bpmn:callActivity").stream()
                        .map(ModelReader::call)
                        .toList(),
                decisions,
                diagram.running("bpmn:receiveTask").stream().map(this::receive).toList(),
                expressions(),
                FlowReader.of(diagram, userTasks, decisions));
    }

    private ServiceTaskUse serviceTask(XmlElement task) {
        Map<String, String> properties = Properties.of(task);
        Topic topic = new Topic(
                Expression.parse(task.valueOr("", "flowable:topic", "camunda:topic")),
                properties.get(TaskRule.VERSION_PROPERTY));
        return new ServiceTaskUse(
                ElementRef.of(task),
                topic,
                expression(task.value("camunda:taskPriority")),
                MappingReader.of(task),
                properties,
                errors(task));
    }

    private List<ErrorMapping> errors(XmlElement task) {
        List<ErrorMapping> errors = new ArrayList<>();
        for (XmlElement extension : task.extensions()) {
            XmlElement error =
                    extension.is("camunda:errorEventDefinition") ? diagram.byId(extension.value("errorRef")) : null;
            if (error != null) {
                errors.add(new ErrorMapping(
                        error.valueOr("", "errorCode"), Expression.parse(extension.valueOr("", "expression"))));
            }
        }
        return errors;
    }

    private static UserTaskUse userTask(XmlElement task) {
        UserTaskUse.Assignment assignment = new UserTaskUse.Assignment(
                task.value("flowable:assignee", "camunda:assignee"),
                task.value("flowable:candidateUsers", "camunda:candidateUsers"),
                task.value("flowable:candidateGroups", "camunda:candidateGroups"));
        return new UserTaskUse(
                ElementRef.of(task),
                assignment,
                task.value("flowable:dueDate", "camunda:dueDate"),
                task.value("flowable:formKey", "camunda:formKey"),
                MappingReader.of(task),
                Properties.of(task));
    }

    private static CalledProcess call(XmlElement call) {
        String businessKey = call.value("flowable:businessKey");
        boolean all = "true".equals(call.value("flowable:inheritVariables"));
        for (XmlElement extension : call.extensions()) {
            if (extension.is("camunda:in")) {
                businessKey = businessKey == null ? extension.value("businessKey") : businessKey;
                all |= "all".equals(extension.value("variables"));
            }
        }
        return new CalledProcess(
                ElementRef.of(call),
                Expression.parse(call.valueOr("", "calledElement")),
                expression(businessKey),
                all,
                MappingReader.of(call),
                Properties.of(call).get(TaskRule.VERSION_PROPERTY));
    }

    private static DecisionUse decision(XmlElement task) {
        return new DecisionUse(
                ElementRef.of(task),
                Expression.parse(task.valueOr("", "flowable:expression", "camunda:expression")),
                task.valueOr("", "flowable:resultVariable", "camunda:resultVariable"));
    }

    private ReceiveTaskUse receive(XmlElement task) {
        XmlElement message = diagram.byId(task.value("messageRef"));
        String name = message == null ? "" : message.valueOr("", "name");
        return new ReceiveTaskUse(ElementRef.of(task), Expression.parse(name));
    }

    private static @Nullable Expression expression(@Nullable String text) {
        return text == null ? null : Expression.parse(text);
    }

    private List<ExpressionUse> expressions() {
        List<ExpressionUse> uses = new ArrayList<>();
        for (XmlElement element : diagram.all()) {
            Entry entry = Vocabulary.get().entry(element.name());
            element.attributes().forEach((name, value) -> use(element, entry, name, value, uses));
            use(element, entry, Vocabulary.TEXT, element.text().strip(), uses);
        }
        return uses;
    }

    private static void use(
            XmlElement element, @Nullable Entry entry, String attribute, String value, List<ExpressionUse> uses) {
        ValueKind kind = entry == null ? null : entry.attributes().get(attribute);
        if (kind != null && kind.takesExpressions() && Expression.isDynamic(value)) {
            Expression expression = Expression.parse(value);
            uses.add(new ExpressionUse(element.nearestId(), element.name(), attribute, expression, element.line()));
        }
    }
}
