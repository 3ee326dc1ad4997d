package dev.trellis.bench.platform;

import dev.trellis.bench.Measurement;
import dev.trellis.bench.flow.Flows;
import dev.trellis.bench.flow.SequenceBpmn;
import dev.trellis.bench.report.Recorder;
import dev.trellis.bench.report.Target;
import dev.trellis.bench.stock.StockWorkers;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Three tasks that do nothing, in 500 instances: tasks a second, commits and CPU time a task, of the platform with its queues and
 * functions, and of stock Flowable with external workers in the engine's own process, on the same database server.
 */
final class ThreeNoOps implements Measurement {
    private static final int INSTANCES = 500;
    private static final int TASKS = INSTANCES * Flows.THREE_LENGTH;
    private static final int WORKERS = 2;
    private static final int WARM_UP = 20;
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final HostClient host;
    private final LocalPlatform platform;
    private final DatabaseAccess access;

    ThreeNoOps(HostClient host, LocalPlatform platform) throws IOException {
        this.host = host;
        this.platform = platform;
        this.access = platform.database();
    }

    @Override
    public void take(Recorder recorder) throws Exception {
        platform(recorder);
        stock(recorder);
    }

    /** The platform alone, without the other engine. */
    void platform(Recorder recorder) throws Exception {
        Makespan unused = run(WARM_UP);
        CommitCount commits = new CommitCount(access, "trellis");
        recorder.begin();
        CpuTimes cpu = new CpuTimes(platform);
        Map<CpuTimes.Part, Double> before = cpu.seconds();
        double seconds = run(INSTANCES).seconds();
        Map<CpuTimes.Part, Double> after = cpu.seconds();
        recorder.add("three.rate", TASKS / seconds, "tasks/s", new Target.AtLeast(500));
        Commits taken = commits.taken();
        recorder.add("three.commits", (double) taken.writing() / TASKS, "commits/task", new Target.AtMost(0.15));
        recorder.add("three.transactions", (double) taken.all() / TASKS, "commits/task", new Target.None());
        for (CpuTimes.Part part : CpuTimes.Part.values()) {
            double used = CpuTimes.since(before, after, part) * 1000 / TASKS;
            String id = "three.cpu." + part.name().toLowerCase(Locale.ROOT);
            recorder.add(id, used, "s/1000 tasks", new Target.None());
        }
    }

    private Makespan run(int instances) throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < instances; i++) {
            ids.add(host.start(Flows.THREE));
        }
        return Makespan.of(host, ids, STEP, LIMIT);
    }

    private void stock(Recorder recorder) throws SQLException {
        String database = "bench_stock";
        access.recreate(database);
        String bpmn = SequenceBpmn.of(Flows.THREE, Flows.THREE_LENGTH, Flows.NOOP);
        try (StockWorkers workers =
                new StockWorkers(access.url(database), access.user(), access.password(), bpmn, Flows.NOOP)) {
            double unused = workers.run(Flows.THREE, WARM_UP, WARM_UP * Flows.THREE_LENGTH, WORKERS);
            CommitCount commits = new CommitCount(access, database);
            recorder.begin();
            double seconds = workers.run(Flows.THREE, INSTANCES, TASKS, WORKERS);
            recorder.add("three.stock.rate", TASKS / seconds, "tasks/s", new Target.None());
            Commits taken = commits.taken();
            recorder.add("three.stock.commits", (double) taken.writing() / TASKS, "commits/task", new Target.None());
            recorder.add("three.stock.transactions", (double) taken.all() / TASKS, "commits/task", new Target.None());
        }
    }
}
