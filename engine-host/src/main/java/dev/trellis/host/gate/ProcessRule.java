package dev.trellis.host.gate;

import java.util.List;

/** A file holds exactly one process that runs; other pools are documentation and say so. */
final class ProcessRule implements Rule {

    @Override
    public void check(Diagram diagram, Findings findings) {
        if (!diagram.root().is("bpmn:definitions")) {
            return;
        }
        List<XmlElement> processes = diagram.processes();
        processes.forEach(process -> checkOne(process, findings));
        List<XmlElement> executable = diagram.executableProcesses();
        if (executable.isEmpty()) {
            findings.add(
                    GateRule.PROCESS,
                    processes.isEmpty() ? diagram.root() : processes.get(0),
                    "no process is executable; set isExecutable=\"true\" on the one that runs");
        }
        executable.stream()
                .skip(1)
                .forEach(extra -> findings.add(
                        GateRule.PROCESS,
                        extra,
                        "a file holds one executable process; put this one into a file of its own, or set"
                                + " isExecutable=\"false\" where it only documents"));
        executable.forEach(process -> checkStart(process, findings));
    }

    private static void checkOne(XmlElement process, Findings findings) {
        if (process.id() == null) {
            findings.add(GateRule.PROCESS, process, "id", "a process needs an id");
        }
        if (process.value("isExecutable") == null) {
            findings.add(
                    GateRule.PROCESS,
                    process,
                    "isExecutable",
                    "say isExecutable=\"true\" or \"false\"; engines differ in what they assume");
        }
    }

    private static void checkStart(XmlElement process, Findings findings) {
        if (process.child("bpmn:startEvent") == null) {
            findings.add(GateRule.PROCESS, process, "the process has no start event; add one");
        }
        process.children("bpmn:startEvent")
                .filter(ProcessRule::isPlain)
                .skip(1)
                .forEach(start -> findings.add(
                        GateRule.PROCESS,
                        start,
                        "a process has one plain start event; give this one an event, or join it"));
    }

    private static boolean isPlain(XmlElement start) {
        return start.children().stream().noneMatch(child -> child.name().endsWith("EventDefinition"));
    }
}
