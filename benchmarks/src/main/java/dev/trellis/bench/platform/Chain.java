package dev.trellis.bench.platform;

import dev.trellis.bench.Measurement;
import dev.trellis.bench.flow.Flows;
import dev.trellis.bench.report.Recorder;
import dev.trellis.bench.report.Samples;
import dev.trellis.bench.report.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Ten tasks of 50 ms in a row on a warm platform, by the database's clock: how much longer than 500 ms they take, what a step costs beside
 * the floor of two bare queue hops, two writes and a commit, and how often the database commits.
 */
final class Chain implements Measurement {
    private static final double WORK_SECONDS = 0.5;
    private static final int WARM_UPS = 3;
    private static final int RUNS = 60;
    private static final Duration STEP = Duration.ofMillis(250);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final HostClient host;
    private final LocalPlatform platform;

    Chain(HostClient host, LocalPlatform platform) {
        this.host = host;
        this.platform = platform;
    }

    @Override
    public void take(Recorder recorder) throws Exception {
        List<Double> warm = run(WARM_UPS);
        recorder.begin();
        Samples floor = new Floor(platform).milliseconds(warm.size() * 30);
        CommitCount commits = new CommitCount(platform.database(), "trellis");
        List<Double> seconds = run(RUNS);
        Commits taken = commits.taken();
        double tasks = RUNS * Flows.CHAIN_LENGTH;
        Samples ratios =
                new Samples(seconds.stream().map(time -> time / WORK_SECONDS).toList());
        Samples overhead = new Samples(seconds.stream()
                .map(time -> (time - WORK_SECONDS) * 1000 / Flows.CHAIN_LENGTH)
                .toList());
        recorder.add("chain.makespan.ratio", ratios, "", new Target.AtMost(1.12));
        recorder.add("chain.makespan.ratio.p99", ratios.percentile(0.99), "", new Target.AtMost(1.6));
        recorder.add("step.overhead", overhead, "ms", new Target.AtMost(6));
        recorder.add("step.floor", floor, "ms", new Target.None());
        recorder.add("step.overhead.by_floor", overhead.median() / floor.median(), "", new Target.AtMost(2));
        recorder.add("chain.commits", taken.writing() / tasks, "commits/task", new Target.AtMost(1.1));
        recorder.add("chain.transactions", taken.all() / tasks, "commits/task", new Target.None());
    }

    private List<Double> run(int times) throws Exception {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            List<String> one = List.of(host.start(Flows.CHAIN));
            seconds.add(Makespan.of(host, one, STEP, LIMIT).seconds());
        }
        return seconds;
    }
}
