package dev.trellis.bench.kernel;

import dev.trellis.bench.Measurement;
import dev.trellis.bench.Surroundings;
import dev.trellis.bench.flow.Flows;
import dev.trellis.bench.platform.Settling;
import dev.trellis.bench.report.Recorder;
import dev.trellis.bench.report.Samples;
import dev.trellis.bench.report.Target;
import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.engine.CycleRequest.Ask;
import dev.trellis.host.retention.Retention;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The size of the database after each tenth of many tasks, while what has ended is forgotten after a second and events are
 * published: whether it stays. The server's own autovacuum works as it is set by default.
 */
public final class DatabaseSize implements Measurement {
    private static final String DATABASE = "bench_size";
    private static final int TENTHS = 10;
    private static final int WORKERS = 2;
    private static final int EVENTS = 500;
    private static final Duration KEPT = Duration.ofSeconds(1);
    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final double MEGABYTE = 1e6;

    private final Surroundings surroundings;
    private final int tasks;

    /** @param tasks how many to run */
    public DatabaseSize(Surroundings surroundings, int tasks) {
        this.surroundings = surroundings;
        this.tasks = tasks;
    }

    @Override
    public void take(Recorder recorder) throws Exception {
        Registry registry = Registry.ofSequence(Flows.THREE, Flows.THREE_LENGTH);
        try (Server server = new Server(surroundings.scratch());
                BareKernel kernel = new BareKernel(server, DATABASE, registry, new Retention(KEPT, KEPT))) {
            double empty = megabytes(server);
            List<Double> sizes = new ArrayList<>();
            int instances = Math.max(1, tasks / Flows.THREE_LENGTH / TENTHS);
            KernelLoad load = new KernelLoad(kernel, Flows.THREE, Flows.THREE_LENGTH);
            recorder.begin();
            for (int tenth = 0; tenth < TENTHS; tenth++) {
                double unused = load.run(instances, WORKERS);
                publish(kernel);
                unused = forget(kernel, server);
                sizes.add(megabytes(server));
            }
            recorder.add("size.empty", empty, "MB", new Target.None());
            recorder.add("size.tenths", new Samples(sizes), "MB", new Target.None());
            recorder.add("size.end", sizes.getLast(), "MB", new Target.None());
            // What the second half of the tasks added to what the first had grown to.
            recorder.add("size.plateau", sizes.getLast() / sizes.get(TENTHS / 2 - 1), "", new Target.AtMost(1.1));
        }
    }

    private static void publish(BareKernel kernel) {
        long published = 0;
        CycleReply reply;
        do {
            reply = kernel.cycle(new CycleRequest(
                    "publisher", new Ask(0, EVENTS, 0, false), List.of(), List.of(), List.of(), published));
            published = reply.events().isEmpty()
                    ? published
                    : reply.events().getLast().sequence();
        } while (!reply.events().isEmpty());
    }

    /** Forgets all that has ended, and waits until it is gone. */
    private static double forget(BareKernel kernel, Server server) throws Exception {
        Settling.rest(KEPT);
        return Settling.until("forgetting", STEP, LIMIT, () -> {
            kernel.clean();
            return rows(server) == 0;
        });
    }

    private static long rows(Server server) throws SQLException {
        return server.number(DATABASE, "select count(*) from trellis.instance");
    }

    private static double megabytes(Server server) throws SQLException {
        return server.number(DATABASE, "select pg_database_size(current_database())") / MEGABYTE;
    }
}
