package dev.trellis.bench.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The registry entries of the measurements, as a folder that {@code trellis apply} takes. */
public final class Flows {
    /** Ten tasks of 50 ms in a row. */
    public static final String CHAIN = "bench.chain";

    public static final int CHAIN_LENGTH = 10;
    /** Three tasks in a row that do nothing. */
    public static final String THREE = "bench.three";

    public static final int THREE_LENGTH = 3;
    public static final String NOOP = "bench.noop";
    /** Fifty tasks of a second side by side, joined. */
    public static final String FAN = "bench.fan";

    private static final String SECOND = "bench.second";
    private static final String SLEEP = "bench.sleep";

    /** Writes the folder. */
    public static Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        process(folder, CHAIN, CHAIN_LENGTH, SLEEP);
        process(folder, THREE, THREE_LENGTH, NOOP);
        bpmn(folder, FAN, FanBpmn.of(FAN, 50, SECOND));
        sql(folder, SECOND, "select 1 as slept from pg_sleep(1)");
        sql(folder, SLEEP, "select 1 as slept from pg_sleep(0.05)");
        sql(folder, NOOP, "select 1 as one");
        Files.writeString(folder.resolve("bench.yaml"), """
                kind: policy
                name: bench
                version: 1.0.0
                task_types: ["bench.*"]
                guard_rails: {sql: {connections: [work]}}
                """);
        return folder;
    }

    private static void process(Path folder, String name, int tasks, String taskType) throws IOException {
        bpmn(folder, name, SequenceBpmn.of(name, tasks, taskType));
    }

    private static void bpmn(Path folder, String name, String diagram) throws IOException {
        Files.writeString(folder.resolve(name + ".bpmn"), diagram);
        Files.writeString(
                folder.resolve(name + ".yaml"),
                "kind: process\nname: %s\nversion: 1.0.0\nbpmn: %s.bpmn\nowner: benchmarks\n".formatted(name, name));
    }

    private static void sql(Path folder, String taskType, String statement) throws IOException {
        Files.writeString(folder.resolve(taskType + ".yaml"), """
                kind: tde
                name: %s
                version: 1.0.0
                adapter: sql
                ref: work
                settings: {mode: query, statement: "%s"}
                effect: pure
                policy: {retries: 3, timeout_s: 60}
                """.formatted(taskType, statement));
    }

    private Flows() {}
}
