package dev.trellis.bench.platform;

import dev.trellis.bench.Measurement;
import dev.trellis.bench.flow.Flows;
import dev.trellis.bench.report.Recorder;
import dev.trellis.bench.report.Samples;
import dev.trellis.bench.report.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Ten tasks of 50 ms in a row on a warm platform: how much longer than 500 ms they take, by the database's clock. */
final class Chain implements Measurement {
    private static final double WORK_SECONDS = 0.5;
    private static final int WARM_UPS = 3;
    private static final Duration STEP = Duration.ofMillis(250);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final HostClient host;
    private final int rounds;

    Chain(HostClient host, int rounds) {
        this.host = host;
        this.rounds = rounds;
    }

    @Override
    public void take(Recorder recorder) throws Exception {
        recorder.begin();
        List<Double> ratios = new ArrayList<>();
        for (int i = -WARM_UPS; i < rounds; i++) {
            List<String> one = List.of(host.start(Flows.CHAIN));
            double ratio = Makespan.of(host, one, STEP, LIMIT).seconds() / WORK_SECONDS;
            if (i >= 0) {
                ratios.add(ratio);
            }
        }
        recorder.add("chain.makespan.ratio", new Samples(ratios), "", new Target.AtMost(1.25));
    }
}
