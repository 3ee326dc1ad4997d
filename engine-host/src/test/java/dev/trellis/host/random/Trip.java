package dev.trellis.host.random;

import java.nio.charset.StandardCharsets;

/** A path to go through a process. */
record Trip(RandomProcess process, Path path) {
    /** Where the diagram begins in a report. */
    static final String DIAGRAM = "<?xml";

    static Trip of(RandomProcess process, int number) {
        return new Trip(process, Path.of(process.seed(), number));
    }

    /** What failed, how to see it again, and the diagram. */
    String report(String what) {
        return "process of seed %d, path %d: %s%nagain with -Dtrellis.random.seed=%d%nstarted with %s%n%s"
                .formatted(
                        process.seed(),
                        path.number(),
                        what,
                        process.seed(),
                        path.start(),
                        new String(BpmnWriter.write(process), StandardCharsets.UTF_8));
    }
}
