package dev.trellis.bench.kernel;

import dev.trellis.bench.report.Samples;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.task.Payload;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Starts a task of one tenant now and then, works off whatever is leased, and times the tasks of that tenant. */
final class QuietTenant {
    private static final String NAME = "quiet";
    private static final int AT_ONCE = 50;
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final BareKernel kernel;
    private final String process;
    private final Duration work;
    private final Deque<Underway> underway = new ArrayDeque<>();
    private final Map<String, Long> started = new HashMap<>();

    /** @param work how long each task takes */
    QuietTenant(BareKernel kernel, String process, Duration work) {
        this.kernel = kernel;
        this.process = process;
        this.work = work;
    }

    private record Underway(LeasedTask task, long until) {}

    /** Times so many tasks, in milliseconds. */
    Samples tasks(int count, Duration between) {
        List<Double> milliseconds = new ArrayList<>();
        int begun = 0;
        long next = System.nanoTime();
        while (milliseconds.size() < count) {
            if (begun < count && System.nanoTime() - next >= 0) {
                long now = System.nanoTime();
                started.put(kernel.startFor(NAME, process), now);
                begun++;
                next += between.toNanos();
            }
            lease();
            milliseconds.addAll(finish());
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return new Samples(milliseconds);
    }

    private void lease() {
        long until = System.nanoTime() + work.toNanos();
        kernel.lease("fair", AT_ONCE).forEach(task -> underway.addLast(new Underway(task, until)));
    }

    /** Reports what is done by now. */
    private List<Double> finish() {
        List<LeasedTask> done = new ArrayList<>();
        while (!underway.isEmpty() && System.nanoTime() - underway.getFirst().until() >= 0) {
            done.add(underway.removeFirst().task());
        }
        if (!done.isEmpty()) {
            kernel.succeed(done, Payload.EMPTY);
        }
        long now = System.nanoTime();
        List<Double> times = new ArrayList<>();
        for (LeasedTask task : done) {
            Long began = started.remove(String.valueOf(task.context().tags().get("instance")));
            if (began != null) {
                times.add((now - began) / 1e6);
            }
        }
        return times;
    }
}
