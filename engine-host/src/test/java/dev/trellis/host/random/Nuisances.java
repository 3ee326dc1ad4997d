package dev.trellis.host.random;

import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Outcome;
import dev.trellis.host.outcome.Applied;
import dev.trellis.host.testkit.KernelDriver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Outcomes that must change nothing: duplicates, those under another token, and those of tasks that were taken back. */
final class Nuisances {
    private static final int REMEMBERED = 300;

    private final Random random;
    private final List<Parcel> earlier = new ArrayList<>();
    private final List<Parcel> late = new ArrayList<>();
    private int forged;

    Nuisances(Random random) {
        this.random = random;
    }

    /** An outcome was taken: it may come again, and so may one that pretends to be another attempt's. */
    void taken(Parcel parcel) {
        Parcel again = parcel.again();
        if (earlier.size() < REMEMBERED) {
            earlier.add(again);
        } else {
            earlier.set(random.nextInt(REMEMBERED), again);
        }
    }

    /** A task was taken back: its outcome comes nevertheless. */
    void cancelled(Flight flight, Held held) {
        Class<? extends Applied> fate = held.late();
        late.add(new Parcel(held.outcome(), fate, flight, null, fate == Applied.Fenced.class));
    }

    /** What comes now besides the outcomes that count. */
    List<Parcel> some() {
        List<Parcel> some = new ArrayList<>(late);
        late.clear();
        if (!earlier.isEmpty() && random.nextInt(3) == 0) {
            some.add(earlier.get(random.nextInt(earlier.size())));
        }
        if (!earlier.isEmpty() && random.nextInt(3) == 0) {
            some.add(forged(earlier.get(random.nextInt(earlier.size()))));
        }
        return some;
    }

    private Parcel forged(Parcel parcel) {
        forged++;
        Outcome outcome = parcel.outcome();
        Attempt attempt =
                new Attempt(outcome.attempt().taskId(), outcome.attempt().number(), "forged-" + forged);
        return new Parcel(
                KernelDriver.success(attempt, Map.of("x_0", "forged")),
                Applied.Fenced.class,
                parcel.flight(),
                null,
                false);
    }
}
