package dev.trellis.simulation.schedule;

import java.util.List;
import java.util.SplittableRandom;

/** Everything that a schedule draws, from one seed. */
public final class Chance {
    private final SplittableRandom random;

    public Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** True this often in a thousand. */
    public boolean permille(int often) {
        return often > 0 && random.nextInt(1000) < often;
    }

    /** From {@code least} to {@code most}, both included. */
    public int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    /** One of several. */
    public <T> T of(List<T> several) {
        return several.get(random.nextInt(several.size()));
    }

    @SafeVarargs
    public final <T> T of(T... several) {
        return several[random.nextInt(several.length)];
    }

    /** Any number. */
    public int any() {
        return random.nextInt();
    }
}
