package dev.trellis.infra.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.contract.port.SecretStore;
import dev.trellis.infra.conformance.SecretStoreContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSecretsIT extends SecretStoreContract {

    @TempDir
    private Path folder;

    @Override
    protected SecretStore store() {
        return new FileSecrets(folder.resolve("secrets"), InstantSource.system());
    }

    @Test
    void shouldKeepEveryFileFromOthersAndNoValueInAny() throws IOException {
        // given
        store().put("token", "the value of it");

        // when
        try (Stream<Path> files = Files.list(folder)) {
            // then
            assertThat(files).hasSize(3).allSatisfy(file -> {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("the value");
                boolean empty = Files.size(file) == 0;
                assertThat(empty
                                || PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                                        .equals("rw-------"))
                        .isTrue();
            });
        }
    }

    @Test
    void shouldNotOpenAValueThatWasMovedUnderAnotherName() throws IOException {
        // given
        store().put("poor", "the poor value");
        store().put("rich", "the rich value");
        Path file = folder.resolve("secrets");
        String box = Files.readString(file)
                .lines()
                .filter(line -> line.startsWith("rich "))
                .findFirst()
                .orElseThrow();

        // when
        String moved = Files.readString(file).replaceAll("(?m)^poor .*$", "poor" + box.substring("rich".length()));
        Files.writeString(file, moved);

        // then
        assertThatThrownBy(() -> store().read("poor"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("poor")
                .hasMessageNotContaining("rich value");
    }

    @Test
    void shouldLoseNoSecretWhenManyAreStoredAtOnce() {
        // given
        SecretStore store = store();

        // when
        IntStream.range(0, 20).parallel().forEach(n -> store().put("s" + n, "value number " + n));

        // then
        assertThat(store.list()).hasSize(20);
        assertThat(store.read("s7").value()).isEqualTo("value number 7");
    }
}
