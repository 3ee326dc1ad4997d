package dev.trellis.bench.kernel;

import dev.trellis.bench.report.Samples;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Payload;
import java.util.ArrayList;
import java.util.List;

/** Times of single steps: lease the one task that is ready, report its outcome, have the next one ready. */
final class Steps {
    private final BareKernel kernel;
    private final List<Double> milliseconds = new ArrayList<>();

    Steps(BareKernel kernel) {
        this.kernel = kernel;
    }

    /** One step; its time counts when it is asked for. */
    void step(Payload outputs, boolean counts) {
        long began = System.nanoTime();
        List<LeasedTask> task = kernel.lease("steps", 1);
        if (task.size() != 1) {
            throw new IllegalStateException("no task is ready, the run does not count");
        }
        kernel.succeed(task, outputs);
        if (counts) {
            milliseconds.add((System.nanoTime() - began) / 1e6);
        }
    }

    /** An instance from its start to its end; the first step does not count, since it has no outputs before it. */
    void instance(String process, int tasks, Payload outputs, boolean counts) {
        String unused = kernel.start(process, Json.EMPTY_OBJECT);
        for (int i = 0; i < tasks; i++) {
            step(outputs, counts && i > 0);
        }
    }

    Samples samples() {
        return new Samples(milliseconds);
    }
}
