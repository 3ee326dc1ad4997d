package dev.trellis.simulation;

import dev.trellis.simulation.mutation.Planted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Many schedules: each runs on one thread, and several threads share the seeds. What it finds does not depend on them. */
public final class Campaign {
    private static final long AT_ONCE = 100;
    private static final int MOST_KEPT = 100;

    private final long first;
    private final long count;
    private final Planted planted;

    /**
     * @param first the lowest seed
     * @param count how many seeds from there on
     */
    public Campaign(long first, long count, Planted planted) {
        this.first = first;
        this.count = count;
        this.planted = planted;
    }

    /**
     * Runs all seeds.
     *
     * @param done is told how many more are done, from any thread
     * @return the violated schedules by ascending seed, of many the first hundred that were found
     */
    public List<Simulation.Result> run(int threads, LongConsumer done) {
        AtomicLong next = new AtomicLong(first);
        List<Callable<List<Simulation.Result>>> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(() -> work(next, done));
        }
        List<Simulation.Result> violated = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (Future<List<Simulation.Result>> worker : pool.invokeAll(workers)) {
                violated.addAll(worker.get());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before all seeds were run", stopped);
        } catch (ExecutionException broken) {
            throw new IllegalStateException("a schedule broke the simulation", broken.getCause());
        }
        violated.sort(Comparator.comparingLong(Simulation.Result::seed));
        return violated.subList(0, Math.min(MOST_KEPT, violated.size()));
    }

    private List<Simulation.Result> work(AtomicLong next, LongConsumer done) {
        List<Simulation.Result> violated = new ArrayList<>();
        long end = first + count;
        for (long from = next.getAndAdd(AT_ONCE);
                from < end && violated.size() < MOST_KEPT;
                from = next.getAndAdd(AT_ONCE)) {
            long to = Math.min(end, from + AT_ONCE);
            for (long seed = from; seed < to; seed++) {
                Simulation.Result result = Simulation.run(seed, planted, false);
                if (!result.isGood()) {
                    violated.add(result);
                }
            }
            done.accept(to - from);
        }
        return violated;
    }

    /** The first seed whose schedule is violated; empty when none is. */
    public OptionalLong firstViolated() {
        for (long seed = first; seed < first + count; seed++) {
            if (!Simulation.run(seed, planted, false).isGood()) {
                return OptionalLong.of(seed);
            }
        }
        return OptionalLong.empty();
    }
}
