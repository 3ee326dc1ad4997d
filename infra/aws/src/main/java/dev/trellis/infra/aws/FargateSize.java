package dev.trellis.infra.aws;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A size of task that Fargate offers.
 *
 * @param cpu units, of which a core has 1,024
 * @param memoryMb memory in MiB
 */
record FargateSize(int cpu, int memoryMb) {
    private static final int UNITS_OF_CORE = 1024;
    private static final int MILLI = 1000;
    private static final int GIB = 1024;

    /** Steps of memory for one amount of CPU, as the documentation of Fargate's task sizes lists them. */
    private record Row(int cpu, int leastMb, int mostMb, int stepMb) {}

    private static final List<Row> ROWS = List.of(
            new Row(256, GIB / 2, GIB / 2, GIB / 2),
            new Row(256, GIB, 2 * GIB, GIB),
            new Row(512, GIB, 4 * GIB, GIB),
            new Row(1024, 2 * GIB, 8 * GIB, GIB),
            new Row(2048, 4 * GIB, 16 * GIB, GIB),
            new Row(4096, 8 * GIB, 30 * GIB, GIB),
            new Row(8192, 16 * GIB, 60 * GIB, 4 * GIB),
            new Row(16_384, 32 * GIB, 120 * GIB, 8 * GIB));

    /** The smallest that has so much; null when none has. */
    static @Nullable FargateSize of(int milliCpus, int memoryMb) {
        int units = Math.ceilDiv(milliCpus * UNITS_OF_CORE, MILLI);
        return ROWS.stream()
                .filter(row -> row.cpu() >= units && row.mostMb() >= memoryMb)
                .findFirst()
                .map(row -> new FargateSize(row.cpu(), atLeast(row, memoryMb)))
                .orElse(null);
    }

    private static int atLeast(Row row, int memoryMb) {
        int steps = Math.ceilDiv(Math.max(0, memoryMb - row.leastMb()), row.stepMb());
        return row.leastMb() + steps * row.stepMb();
    }
}
