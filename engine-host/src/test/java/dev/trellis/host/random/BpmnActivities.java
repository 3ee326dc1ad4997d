package dev.trellis.host.random;

import static dev.trellis.host.random.BpmnWriter.line;

import dev.trellis.host.random.Block.Activity;
import dev.trellis.host.random.Block.Boundary;
import dev.trellis.host.random.Block.Trigger;
import dev.trellis.host.random.BpmnFlows.Loose;
import dev.trellis.host.random.Loop.Gather;
import dev.trellis.host.random.Loop.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes activities with their loops and boundary events. */
final class BpmnActivities {
    private final BpmnWriter blocks;
    private final BpmnFlows flows;

    BpmnActivities(BpmnWriter blocks, BpmnFlows flows) {
        this.blocks = blocks;
        this.flows = flows;
    }

    Loose write(Activity activity, Loose in, StringBuilder xml) {
        String id = activity.id();
        switch (activity.work()) {
            case Work.Sub sub -> {
                line(xml, "<bpmn:subProcess id=\"" + id + "\">");
                loop(activity, xml);
                xml.append(blocks.scope(id + "_start", id + "_end", sub.body(), sub.undoneAtEnd()));
                line(xml, "</bpmn:subProcess>");
            }
            case Work.Task task -> {
                task(activity, task, xml);
                Work.Task undo = task.undo();
                if (undo != null) {
                    handler(task, undo, xml);
                }
            }
        }
        flows.join(in, id, xml);
        List<Loose> ends = new ArrayList<>(List.of(Loose.from(id)));
        for (Boundary boundary : activity.boundaries()) {
            Loose handled = boundary(id, boundary, xml);
            if (ActivityGenerator.interrupts(boundary.trigger())) {
                ends.add(handled);
            } else {
                line(xml, "<bpmn:endEvent id=\"" + boundary.id() + "_end\" />");
                flows.join(handled, boundary.id() + "_end", xml);
            }
        }
        return ends.size() == 1 ? ends.getFirst() : blocks.merge(id + "_merge", "exclusiveGateway", ends, xml);
    }

    private Loose boundary(String host, Boundary boundary, StringBuilder xml) {
        String head = "<bpmn:boundaryEvent id=\"" + boundary.id() + "\" attachedToRef=\"" + host + "\"";
        switch (boundary.trigger()) {
            case Trigger.OnError error -> {
                String reference = error.code() == null ? "" : " errorRef=\"error_" + error.code() + "\"";
                line(xml, head + "><bpmn:errorEventDefinition" + reference + " /></bpmn:boundaryEvent>");
            }
            case Trigger.OnTimer timer ->
                line(
                        xml,
                        head + (timer.interrupting() ? "" : " cancelActivity=\"false\"")
                                + "><bpmn:timerEventDefinition><bpmn:timeDuration>" + TimerCode.duration(timer.places())
                                + "</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>");
        }
        return blocks.write(boundary.handler(), Loose.from(boundary.id()), xml);
    }

    private static void task(Activity activity, Work.Task task, StringBuilder xml) {
        line(
                xml,
                "<bpmn:serviceTask id=\"" + task.id() + "\" camunda:type=\"external\" camunda:topic=\"random.work\">");
        line(xml, "<bpmn:extensionElements>");
        fault(task, xml);
        if (activity.loop() != null && activity.loop().gather() instanceof Gather.Collected) {
            line(
                    xml,
                    "<camunda:properties><camunda:property name=\"trellis.collect\" value=\"" + activity.gathered()
                            + "\" /></camunda:properties>");
        }
        if (task.mapped()) {
            mapping(activity, task, xml);
        }
        line(xml, "</bpmn:extensionElements>");
        loop(activity, xml);
        line(xml, "</bpmn:serviceTask>");
    }

    private void handler(Work.Task task, Work.Task undo, StringBuilder xml) {
        String event = undo.id() + "_on";
        line(
                xml,
                "<bpmn:boundaryEvent id=\"" + event + "\" attachedToRef=\"" + task.id()
                        + "\"><bpmn:compensateEventDefinition /></bpmn:boundaryEvent>");
        line(
                xml,
                "<bpmn:serviceTask id=\"" + undo.id()
                        + "\" isForCompensation=\"true\" camunda:type=\"external\" camunda:topic=\"random.work\">");
        line(xml, "<bpmn:extensionElements><camunda:inputOutput>");
        undo.inputs()
                .forEach(input -> line(
                        xml,
                        "<camunda:inputParameter name=\"" + input + "\">${" + input + "}</camunda:inputParameter>"));
        line(xml, "<camunda:outputParameter name=\"" + undo.result() + "\">${1}</camunda:outputParameter>");
        line(xml, "</camunda:inputOutput></bpmn:extensionElements></bpmn:serviceTask>");
        blocks.associate(event, undo.id());
    }

    private static void fault(Work.Task task, StringBuilder xml) {
        Work.Fault fault = task.fault();
        if (fault == null || fault.kind() == Work.Fault.Kind.REPORTED) {
            return;
        }
        String condition = fault.kind() == Work.Fault.Kind.BY_OUTPUT
                ? task.bad()
                : "externalTask.errorCode == '" + Performer.reported(task, fault) + "'";
        line(
                xml,
                "<camunda:errorEventDefinition id=\"" + task.id() + "_fault\" errorRef=\"error_" + fault.code()
                        + "\" expression=\"${" + condition + "}\" />");
    }

    private static void mapping(Activity activity, Work.Task task, StringBuilder xml) {
        Loop loop = activity.loop();
        boolean counted = loop != null && loop.size() instanceof Size.Number;
        line(xml, "<camunda:inputOutput>");
        line(xml, "<camunda:inputParameter name=\"nothing\" />");
        for (String input : task.inputs()) {
            String source = counted && input.equals(activity.element()) ? "loopCounter" : input;
            line(xml, "<camunda:inputParameter name=\"" + input + "\">${" + source + "}</camunda:inputParameter>");
        }
        line(xml, "<camunda:outputParameter name=\"" + task.result() + "\">${out}</camunda:outputParameter>");
        line(xml, "</camunda:inputOutput>");
    }

    private static void loop(Activity activity, StringBuilder xml) {
        Loop loop = activity.loop();
        if (loop == null) {
            return;
        }
        String order = loop.sequential() ? " isSequential=\"true\"" : "";
        String collection = loop.size() instanceof Size.Elements elements
                ? " camunda:collection=\"${" + elements.list() + "}\" camunda:elementVariable=\"" + activity.element()
                        + "\""
                : "";
        line(xml, "<bpmn:multiInstanceLoopCharacteristics" + order + collection + ">");
        if (loop.gather() instanceof Gather.Aggregated named) {
            aggregation(activity, named, xml);
        }
        if (loop.size() instanceof Size.Number number) {
            line(
                    xml,
                    "<bpmn:loopCardinality>${" + number.variable() + " % " + number.modulo()
                            + "}</bpmn:loopCardinality>");
        }
        enough(loop.enough(), xml);
        line(xml, "</bpmn:multiInstanceLoopCharacteristics>");
    }

    private static void aggregation(Activity activity, Gather.Aggregated named, StringBuilder xml) {
        line(xml, "<bpmn:extensionElements><flowable:variableAggregation target=\"" + activity.gathered() + "\">");
        named.sources().forEach(source -> line(xml, "<flowable:variable source=\"" + source + "\" />"));
        line(xml, "</flowable:variableAggregation></bpmn:extensionElements>");
    }

    private static void enough(@Nullable Integer enough, StringBuilder xml) {
        if (enough != null) {
            line(
                    xml,
                    "<bpmn:completionCondition>${nrOfCompletedInstances >= " + enough + "}</bpmn:completionCondition>");
        }
    }
}
