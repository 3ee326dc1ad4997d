package dev.trellis.host.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.wire.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A migration that some platform has run is never changed: a host refuses a database whose migrations are not its own. */
final class ReleasedMigrationsTest {
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final Path RELEASED = Path.of("src/test/resources/upgrade/released-migrations.txt");

    @Test
    void shouldLeaveWhatIsReleasedAsItIs() throws IOException {
        // given
        List<String> released = Files.readAllLines(RELEASED);

        // when
        Map<String, String> present = present();

        // then
        assertThat(released)
                .isNotEmpty()
                .as("a migration was changed: put it back and write another. A new one is added to " + RELEASED
                        + " when it is released")
                .allSatisfy(line -> assertThat(present).containsEntry(line.split(" ", 2)[1], line.split(" ", 2)[0]));
    }

    private static Map<String, String> present() throws IOException {
        Map<String, String> present = new TreeMap<>();
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            for (Path file : files.toList()) {
                present.put(
                        file.getFileName().toString(), Sha256.hexOf(Files.readString(file, StandardCharsets.UTF_8)));
            }
        }
        return present;
    }
}
