package dev.trellis.bench;

import dev.trellis.bench.report.Recorder;

/** Something that gives figures. */
public interface Measurement {
    /** Measures and records; a failure ends this measurement, and others go on. */
    void take(Recorder recorder) throws Exception;
}
