package dev.trellis.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.bench.Surroundings;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A slice of {@code trellis chaos}: each fault about twice, on real processes; it looks into {@code /proc}. */
@EnabledOnOs(OS.LINUX)
class ChaosIT {
    private static final Path ROOT =
            Path.of(Objects.requireNonNull(System.getProperty("trellis.root"), "trellis.root"));
    private static final long SEED = Long.getLong("trellis.seed", System.nanoTime());

    @TempDir
    Path scratch;

    @Test
    void shouldLoseAndDoubleNothingWhenPartsAreKilledAtEveryPoint() throws Exception {
        // given
        System.out.println("ChaosIT seed: " + SEED + " (repeat with -Dtrellis.seed=" + SEED + ")");
        ChaosOptions options = new ChaosOptions(500, 25, SEED, true, ROOT, null);
        Surroundings surroundings = new Surroundings(ROOT, ROOT.resolve(".trellis-build/functions"), scratch, 1);

        // when
        ChaosReport report;
        try (ChaosRun run = new ChaosRun(surroundings, options, System.out::println)) {
            report = run.run();
        }

        // then
        System.out.println(report.text());
        assertThat(report.verdict()).isEqualTo(new ChaosReport.Verdict(0, 0, 0, 0, 0, 0));
        assertThat(report.instances()).isEqualTo(500);
        assertThat(report.killed()).isGreaterThanOrEqualTo(25);
    }
}
