package dev.trellis.host.gate;

import dev.trellis.host.expression.Expression;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A service or send task is an external task with a task type as its topic. */
final class TaskRule implements Rule {

    static final String VERSION_PROPERTY = "trellis.version";

    /** The properties that have a meaning; others of the author's that do not begin with trellis. are handed on. */
    /** Names the variable in which the outputs of a loop are gathered. */
    static final String COLLECT = "trellis.collect";

    private static final List<String> PROPERTIES = List.of(
            VERSION_PROPERTY,
            COLLECT,
            "trellis.inputs",
            "trellis.outputs",
            "trellis.artifacts_in",
            "trellis.priority",
            "trellis.capabilities",
            "trellis.policy");

    private static final Pattern TASK_TYPE = Pattern.compile("[a-z][a-z0-9]*(\\.[a-z0-9_-]+)+");
    private static final int LONGEST_TYPE = 128;

    /** A plain version, a caret, tilde or x range, or comparisons joined by spaces. */
    private static final Pattern VERSION_RANGE =
            Pattern.compile("\\*|[\\^~]?[0-9]{1,6}(\\.([0-9]{1,6}|x|\\*)){0,2}(-[0-9A-Za-z.-]{1,40})?"
                    + "|([<>]=?|=)[0-9]{1,6}(\\.[0-9]{1,6}){0,2}( ([<>]=?|=)[0-9]{1,6}(\\.[0-9]{1,6}){0,2}){0,3}");

    private static final Map<String, String> TYPE_ADVICE = Map.of(
            "mail", "call a mail service with an http task type",
            "shell", "run it as a script task type",
            "http", "use an http task type as topic",
            "camel", "use an http task type as topic",
            "mule", "use an http task type as topic",
            "dmn", "use a businessRuleTask by expression",
            "case", "call a process by a callActivity",
            "send-event", "publish it with a task type");

    @Override
    public void check(Diagram diagram, Findings findings) {
        for (XmlElement task : diagram.running("bpmn:serviceTask", "bpmn:sendTask")) {
            type(task, findings);
            topic(task, findings);
            properties(task, findings);
        }
    }

    private static void type(XmlElement task, Findings findings) {
        String flowable = task.value("flowable:type");
        String camunda = task.value("camunda:type");
        boolean sendable = task.is("bpmn:serviceTask") || flowable == null;
        if (flowable == null && camunda == null) {
            String message = "the task has no implementation that runs; set camunda:type=\"external\" and"
                    + " camunda:topic, or flowable:type=\"external-worker\" and flowable:topic";
            findings.add(GateRule.TASK, task, message);
        } else if (!isExternal(flowable, camunda)) {
            String type = flowable == null ? camunda : flowable;
            String advice = TYPE_ADVICE.getOrDefault(String.valueOf(type), "use external-worker or external");
            findings.add(GateRule.TASK, task, "type", "the type '" + type + "' does not run here; " + advice);
        } else if (!sendable) {
            findings.add(GateRule.TASK, task, "flowable:type", "on a sendTask write camunda:type=\"external\"");
        }
    }

    private static boolean isExternal(@Nullable String flowable, @Nullable String camunda) {
        boolean known =
                flowable == null || Set.of("external-worker", "external").contains(flowable);
        return known && (camunda == null || camunda.equals("external"));
    }

    private static void topic(XmlElement task, Findings findings) {
        String topic = task.value("flowable:topic", "camunda:topic");
        if (topic == null) {
            findings.add(GateRule.TASK, task, "topic", "the task has no topic; name a task type, such as data.clean");
        } else if (!Expression.isDynamic(topic) && !isTaskType(topic)) {
            String message = "the topic '" + ValueKind.shown(topic) + "' is not a task type; write lower-case words"
                    + " joined by dots, such as data.extract.csv";
            findings.add(GateRule.TASK, task, "topic", message);
        }
    }

    static boolean isTaskType(String topic) {
        return topic.length() <= LONGEST_TYPE && TASK_TYPE.matcher(topic).matches();
    }

    private static void properties(XmlElement task, Findings findings) {
        Map<String, String> properties = Properties.of(task);
        properties.keySet().stream()
                .filter(name -> name.startsWith("trellis.") && !PROPERTIES.contains(name))
                .forEach(name -> findings.add(
                        GateRule.TASK,
                        task,
                        ValueKind.shown(name),
                        "there is no such property; known are " + String.join(", ", PROPERTIES)));
        String collect = properties.get(COLLECT);
        if (collect != null && ValueKind.VAR.problem(collect) != null) {
            String message = "'" + ValueKind.shown(collect) + "' is not the name of a variable";
            findings.add(GateRule.TASK, task, COLLECT, message);
        }
        version(task, properties.get(VERSION_PROPERTY), findings);
    }

    private static void version(XmlElement task, @Nullable String range, Findings findings) {
        if (range != null && !VERSION_RANGE.matcher(range).matches()) {
            String message = "the property " + VERSION_PROPERTY + " '" + ValueKind.shown(range)
                    + "' is not a version range; write one such as ^1.2, ~1.2.3, 1.x or >=1.0 <2.0";
            findings.add(GateRule.TASK, task, VERSION_PROPERTY, message);
        }
    }
}
