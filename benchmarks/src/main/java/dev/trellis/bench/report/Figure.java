package dev.trellis.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * One result.
 *
 * @param id stable, for example {@code up.wall}
 * @param samples what was measured; the figure is their median. Null when the measurement failed
 * @param unit for example {@code s}
 * @param load1 the machine's load average over the last minute when the measurement began; NaN where it is unknown
 * @param failure why there is no value
 */
public record Figure(
        String id,
        @Nullable Samples samples,
        String unit,
        Target target,
        double load1,
        @Nullable String failure) {
    /** Whether the target is reached: null where there is none, false where the measurement failed. */
    public @Nullable Boolean met() {
        return samples == null ? Boolean.FALSE : target.metBy(samples.median());
    }
}
