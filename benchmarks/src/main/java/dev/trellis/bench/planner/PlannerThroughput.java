package dev.trellis.bench.planner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.bench.Measurement;
import dev.trellis.bench.report.Recorder;
import dev.trellis.bench.report.Samples;
import dev.trellis.bench.report.Target;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.LeasedTask.Demand;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.registry.RegistryItem;
import dev.trellis.contract.registry.RegistryKind;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.TaskContext;
import dev.trellis.contract.task.TaskId;
import dev.trellis.contract.task.TimeLimits;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.pdo.decide.DispatchDecision;
import dev.trellis.pdo.decide.DispatchLimits;
import dev.trellis.pdo.decide.DispatchPlanner;
import dev.trellis.registry.EntryDraft;
import dev.trellis.registry.RegistrySnapshot;
import dev.trellis.registry.SchemaCheck;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Tasks that the planner decides on in one second on one thread: 50 task types, inputs checked against a schema. */
public final class PlannerThroughput implements Measurement {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final int TYPES = 50;
    private static final int BATCH = 200;
    private static final int BATCHES = 200;
    private static final String INPUT_SCHEMA = """
            {"type":"object","required":["airport","limit"],"properties":{
             "airport":{"type":"string","minLength":3},"limit":{"type":"integer","minimum":1}}}""";

    private final int rounds;

    public PlannerThroughput(int rounds) {
        this.rounds = rounds;
    }

    @Override
    public void take(Recorder recorder) {
        DispatchPlanner planner = new DispatchPlanner(new SchemaCheck());
        RegistrySnapshot registry = registry();
        List<LeasedTask> batch =
                IntStream.range(0, BATCH).mapToObj(PlannerThroughput::task).toList();
        // Warms the code up; its rate does not count.
        var unused = measure(planner, registry, batch);
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            rates.add(measure(planner, registry, batch));
        }
        recorder.add("planner.throughput", new Samples(rates), "tasks/s", new Target.AtLeast(5_000));
    }

    private static double measure(DispatchPlanner planner, RegistrySnapshot registry, List<LeasedTask> batch) {
        long began = System.nanoTime();
        int sent = 0;
        for (int i = 0; i < BATCHES; i++) {
            for (DispatchDecision decision :
                    planner.plan(batch, registry, DispatchLimits.DEFAULT, NOW).decisions()) {
                sent += decision instanceof DispatchDecision.Send ? 1 : 0;
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        if (sent != BATCH * BATCHES) {
            throw new IllegalStateException("only " + sent + " of " + BATCH * BATCHES + " tasks were to be sent");
        }
        return sent / seconds;
    }

    private static RegistrySnapshot registry() {
        List<RegistryItem> items = new ArrayList<>();
        Map<String, String> stable = new HashMap<>();
        for (int i = 0; i < TYPES; i++) {
            ObjectNode document = JsonText.object()
                    .put("kind", "tde")
                    .put("name", "bench.type" + i)
                    .put("version", "1.2.0")
                    .put("adapter", "python")
                    .put("ref", "s3://bench/script.py");
            document.set("input_schema", JsonText.parse(INPUT_SCHEMA));
            EntryDraft draft = EntryDraft.of(document);
            items.add(new RegistryItem(draft.key(), draft.document(), draft.sha256(), NOW, "bench"));
            stable.put("bench.type" + i, "1.2.0");
        }
        return RegistrySnapshot.of(1, items, Map.of(RegistryKind.TDE, stable));
    }

    private static LeasedTask task(int i) {
        return new LeasedTask(
                new Attempt(new TaskId("t" + i), 1, "token-" + i),
                Action.EXECUTE,
                new Demand("bench.type" + i % TYPES, i % 2 == 0 ? "1.2.0" : null, "^1.1", List.of("net=internal")),
                new Payload.Inline(new Json("{\"airport\":\"KDEN\",\"limit\":" + (i + 1) + "}")),
                List.of(),
                new TimeLimits(NOW.plusSeconds(600), 60, 10),
                new TaskContext("default", null, List.of(), Map.of("process", "bench", "instance", "i" + i), null));
    }
}
