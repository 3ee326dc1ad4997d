package dev.trellis.bench.kernel;

import com.sun.management.OperatingSystemMXBean;
import dev.trellis.bench.Measurement;
import dev.trellis.bench.Surroundings;
import dev.trellis.bench.flow.Flows;
import dev.trellis.bench.flow.SequenceBpmn;
import dev.trellis.bench.platform.Settling;
import dev.trellis.bench.report.Recorder;
import dev.trellis.bench.report.Samples;
import dev.trellis.bench.report.Target;
import dev.trellis.bench.stock.StockWorkers;
import dev.trellis.host.retention.Retention;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Kernel against kernel: three tasks that do nothing × 500 instances, ours and stock Flowable's external workers in turns, in this
 * process and on one server that writes through. Each rests while the other runs. A run counts only when every instance has
 * ended and every task was done exactly once.
 */
public final class KernelAgainstStock implements Measurement {
    private static final String OURS = "bench_kernel";
    private static final String STOCK = "bench_stock";
    private static final int INSTANCES = 500;
    private static final int TASKS = INSTANCES * Flows.THREE_LENGTH;
    private static final int WORKERS = 2;
    private static final int WARM_UPS = 2;
    /** PostgreSQL tells its statistics after ten seconds at the latest. */
    private static final Duration REPORTED = Duration.ofSeconds(11);

    private final Surroundings surroundings;

    public KernelAgainstStock(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** What one arm needed. */
    private static final class Arm {
        final List<Double> rates = new ArrayList<>();
        final List<Double> jvm = new ArrayList<>();
        final List<Double> server = new ArrayList<>();
        long writing;
        long transactions;

        void record(String id, int tasks, Recorder recorder, Target commits, Target host) {
            recorder.add(id + ".rate", new Samples(rates), "tasks/s", new Target.None());
            recorder.add(id + ".commits", (double) writing / tasks, "commits/task", commits);
            recorder.add(id + ".transactions", (double) transactions / tasks, "transactions/task", new Target.None());
            recorder.add(id + ".cpu.jvm", new Samples(jvm), "ms/task", host);
            recorder.add(id + ".cpu.database", new Samples(server), "ms/task", new Target.None());
        }
    }

    /** A run of all instances in one arm. */
    private interface Run {
        double seconds();
    }

    @Override
    public void take(Recorder recorder) throws Exception {
        String bpmn = SequenceBpmn.of(Flows.THREE, Flows.THREE_LENGTH, Flows.NOOP);
        Registry registry = Registry.ofSequence(Flows.THREE, Flows.THREE_LENGTH);
        try (Server server = new Server(surroundings.scratch());
                BareKernel kernel = new BareKernel(server, OURS, registry, Retention.STANDARD);
                StockWorkers stock = new StockWorkers(
                        server.create(STOCK),
                        server.access().user(),
                        server.access().password(),
                        bpmn,
                        Flows.NOOP)) {
            KernelLoad load = new KernelLoad(kernel, Flows.THREE, Flows.THREE_LENGTH);
            stock.pause();
            inTurns(
                    server,
                    () -> load.run(INSTANCES, WORKERS),
                    () -> stock.run(Flows.THREE, INSTANCES, TASKS, WORKERS),
                    recorder);
        }
    }

    private void inTurns(Server server, Run kernel, Run stock, Recorder recorder) throws Exception {
        Arm ours = new Arm();
        Arm theirs = new Arm();
        for (int i = 0; i < WARM_UPS; i++) {
            measure(server, new Arm(), kernel);
            measure(server, new Arm(), stock);
        }
        recorder.begin();
        Settling.rest(REPORTED);
        long oursBefore = server.access().commits(OURS).all();
        long theirsBefore = server.access().commits(STOCK).all();
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < surroundings.rounds(); i++) {
            measure(server, ours, kernel);
            measure(server, theirs, stock);
            ratios.add(ours.rates.getLast() / theirs.rates.getLast());
        }
        Settling.rest(REPORTED);
        ours.transactions = server.access().commits(OURS).all() - oursBefore;
        theirs.transactions = server.access().commits(STOCK).all() - theirsBefore;
        int runs = WARM_UPS + surroundings.rounds();
        checkOurs(server, runs);
        checkTheirs(server, runs);
        recorder.add("kernel.ratio", new Samples(ratios), "", new Target.AtLeast(3));
        int tasks = TASKS * surroundings.rounds();
        ours.record("kernel", tasks, recorder, new Target.AtMost(0.15), new Target.AtMost(0.7));
        theirs.record("kernel.stock", tasks, recorder, new Target.None(), new Target.None());
    }

    private static void measure(Server server, Arm arm, Run run) throws IOException, SQLException {
        long writing = server.access().commits("postgres").writing();
        double database = server.cpuSeconds();
        double jvm = jvmSeconds();
        double seconds = run.seconds();
        arm.writing += server.access().commits("postgres").writing() - writing;
        arm.rates.add(TASKS / seconds);
        arm.jvm.add((jvmSeconds() - jvm) * 1000 / TASKS);
        arm.server.add((server.cpuSeconds() - database) * 1000 / TASKS);
    }

    private static double jvmSeconds() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e9;
    }

    private static void checkOurs(Server server, int runs) throws SQLException {
        expect(
                server,
                OURS,
                (long) runs * INSTANCES,
                "select count(*) from trellis.instance where state = 'completed'");
        expect(server, OURS, (long) runs * TASKS, "select count(*) from trellis.task where status = 'succeeded'");
        expect(server, OURS, (long) runs * TASKS, "select count(*) from trellis.task");
    }

    private static void checkTheirs(Server server, int runs) throws SQLException {
        expect(
                server,
                STOCK,
                (long) runs * INSTANCES,
                "select count(*) from act_hi_procinst where end_time_ is not null");
        expect(
                server,
                STOCK,
                (long) runs * TASKS,
                "select count(*) from act_hi_actinst where act_type_ not like '%Event' and act_type_ <> 'sequenceFlow'"
                        + " and end_time_ is not null");
    }

    private static void expect(Server server, String database, long wanted, String query) throws SQLException {
        long found = server.number(database, query);
        if (found != wanted) {
            throw new IllegalStateException("something was lost or doubled, the run does not count: " + found + ", not "
                    + wanted + ": " + query);
        }
    }
}
