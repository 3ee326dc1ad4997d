package dev.trellis.host.random;

import dev.trellis.host.random.Block.Activity;
import dev.trellis.host.random.Block.Branch;
import dev.trellis.host.random.BpmnFlows.Loose;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Writes the diagram of a block tree. */
final class BpmnWriter {
    private final BpmnFlows flows = new BpmnFlows();
    private final BpmnActivities activities = new BpmnActivities(this, flows);

    /** What stands behind all else of a scope, the innermost scope first. */
    private final Deque<StringBuilder> artifacts = new ArrayDeque<>();

    /** The file of a process. */
    static byte[] write(RandomProcess process) {
        BpmnWriter writer = new BpmnWriter();
        String content = writer.scope("start", "end", process.body(), process.undoneAtEnd());
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" \
                xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:flowable="http://flowable.org/bpmn" \
                targetNamespace="urn:random">
                <bpmn:error id="error_E1" name="E1" errorCode="E1" />
                <bpmn:error id="error_E2" name="E2" errorCode="E2" />
                <bpmn:error id="error_E3" name="E3" errorCode="E3" />
                <bpmn:process id="%s" isExecutable="true">
                %s</bpmn:process>
                </bpmn:definitions>
                """.formatted(process.key(), content).getBytes(StandardCharsets.UTF_8);
    }

    /** What stands between a start and an end event. */
    String scope(String start, String end, Block body, boolean undoneAtEnd) {
        StringBuilder xml = new StringBuilder();
        artifacts.push(new StringBuilder());
        line(xml, "<bpmn:startEvent id=\"" + start + "\" />");
        Loose last = write(body, Loose.from(start), xml);
        String thrown = undoneAtEnd ? "<bpmn:compensateEventDefinition />" : "";
        line(xml, "<bpmn:endEvent id=\"" + end + "\">" + thrown + "</bpmn:endEvent>");
        flows.join(last, end, xml);
        return xml.append(artifacts.pop()).toString();
    }

    /** Joins a compensation boundary event to its handler. */
    void associate(String event, String handler) {
        line(
                artifacts.getFirst(),
                "<bpmn:association id=\"" + event + "_by\" sourceRef=\"" + event + "\" targetRef=\"" + handler
                        + "\" />");
    }

    private Loose undo(Block.Undo undo, Loose in, StringBuilder xml) {
        String activity = undo.activity() == null ? "" : " activityRef=\"" + undo.activity() + "\"";
        line(
                xml,
                "<bpmn:intermediateThrowEvent id=\"" + undo.id() + "\"><bpmn:compensateEventDefinition" + activity
                        + " /></bpmn:intermediateThrowEvent>");
        flows.join(in, undo.id(), xml);
        return Loose.from(undo.id());
    }

    /** Writes a block behind a flow that leads nowhere yet, and returns the one that leaves it. */
    Loose write(Block block, Loose in, StringBuilder xml) {
        return switch (block) {
            case Block.Nothing nothing -> in;
            case Block.Undo undo -> undo(undo, in, xml);
            case Block.Sequence sequence -> {
                Loose at = in;
                for (Block part : sequence.parts()) {
                    at = write(part, at, xml);
                }
                yield at;
            }
            case Block.Exclusive choice ->
                fork(choice.id(), "exclusiveGateway", choice.branches(), choice.otherwise(), in, xml);
            case Block.Inclusive some ->
                fork(some.id(), "inclusiveGateway", some.branches(), some.otherwise(), in, xml);
            case Block.Parallel all -> parallel(all, in, xml);
            case Block.Repeat repeat -> repeat(repeat, in, xml);
            case Activity activity -> activities.write(activity, in, xml);
        };
    }

    private Loose fork(String id, String gateway, List<Branch> branches, Block otherwise, Loose in, StringBuilder xml) {
        String otherFlow = id + "_else";
        line(xml, "<bpmn:" + gateway + " id=\"" + id + "\" default=\"" + otherFlow + "\" />");
        flows.join(in, id, xml);
        List<Loose> ends = new ArrayList<>();
        for (Branch branch : branches) {
            Loose begin = Loose.when(id, branch.when().expression());
            Loose end = branch.then() instanceof Block.Nothing ? pass(begin, xml) : write(branch.then(), begin, xml);
            String raises = branch.raises();
            if (raises == null) {
                ends.add(end);
            } else {
                raise(raises, end, xml);
            }
        }
        ends.add(write(otherwise, new Loose(id, null, otherFlow), xml));
        return merge(id + "_join", gateway, ends, xml);
    }

    /** The order of the flows in the file is that of the branches, so that a branch without work has its flow at once. */
    private Loose pass(Loose in, StringBuilder xml) {
        String id = flows.idOf(in.node() + "_pass");
        line(xml, "<bpmn:task id=\"" + id + "\" />");
        flows.join(in, id, xml);
        return Loose.from(id);
    }

    private void raise(String code, Loose in, StringBuilder xml) {
        String id = in.node() + "_raise";
        line(
                xml,
                "<bpmn:endEvent id=\"" + id + "\"><bpmn:errorEventDefinition errorRef=\"error_" + code
                        + "\" /></bpmn:endEvent>");
        flows.join(in, id, xml);
    }

    private Loose parallel(Block.Parallel all, Loose in, StringBuilder xml) {
        line(xml, "<bpmn:parallelGateway id=\"" + all.id() + "\" />");
        flows.join(in, all.id(), xml);
        List<Loose> ends = all.branches().stream()
                .map(branch -> write(branch, Loose.from(all.id()), xml))
                .toList();
        return merge(all.id() + "_join", "parallelGateway", ends, xml);
    }

    /** Brings flows together. */
    Loose merge(String id, String gateway, List<Loose> ends, StringBuilder xml) {
        line(xml, "<bpmn:" + gateway + " id=\"" + id + "\" />");
        ends.forEach(end -> flows.join(end, id, xml));
        return Loose.from(id);
    }

    private Loose repeat(Block.Repeat repeat, Loose in, StringBuilder xml) {
        String id = repeat.id();
        String n = repeat.counter();
        rule(id + "_zero", "0", n, xml);
        flows.join(in, id + "_zero", xml);
        Loose round = merge(id + "_round", "exclusiveGateway", List.of(Loose.from(id + "_zero")), xml);
        Loose done = write(repeat.body(), round, xml);
        rule(id + "_count", n + " + 1", n, xml);
        flows.join(done, id + "_count", xml);
        line(xml, "<bpmn:exclusiveGateway id=\"" + id + "_more\" default=\"" + id + "_out\" />");
        flows.join(Loose.from(id + "_count"), id + "_more", xml);
        String again = n + " < " + repeat.most() + " && " + repeat.again().expression();
        flows.join(Loose.when(id + "_more", again), id + "_round", xml);
        return new Loose(id + "_more", null, id + "_out");
    }

    private static void rule(String id, String expression, String variable, StringBuilder xml) {
        line(
                xml,
                "<bpmn:businessRuleTask id=\"" + id + "\" camunda:expression=\"${" + expression
                        + "}\" camunda:resultVariable=\"" + variable + "\" />");
    }

    static void line(StringBuilder xml, String text) {
        xml.append(text).append('\n');
    }
}
