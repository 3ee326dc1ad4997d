package dev.trellis.tde.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.contract.container.ContainerLimits;
import dev.trellis.contract.task.Capabilities;
import dev.trellis.contract.task.Capabilities.Network;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.testkit.HostileTexts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What would reach the engine, or come back from a container, and must not. */
final class HostileOrdersTest {
    private static final String DIGEST = "@sha256:" + "a".repeat(64);

    @Test
    void shouldRefuseImageWhenItsNameIsHostile() {
        HostileTexts.of(21, 1000)
                .filter(text -> !text.matches("[a-z0-9]([a-z0-9._-]*[a-z0-9])?(/[a-z0-9]([a-z0-9._-]*[a-z0-9])?)*"))
                .forEach(text -> {
                    assertThat(Images.refusal(text, List.of(text)))
                            .as(text)
                            .isNotNull()
                            .matches("\\P{Cntrl}{1,400}");
                    assertThat(Images.refusal(text + DIGEST, List.of(text, text + DIGEST)))
                            .as(text)
                            .isNotNull();
                    assertThat(Images.refusal("good/" + text + DIGEST, List.of("good/")))
                            .as(text)
                            .isNotNull();
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "busybox:latest            | busybox   | named NAME@sha256",
                "busybox                   | busybox   | named NAME@sha256",
                "other/busyboxDIGEST       | busybox   | policy allows",
                "busyboxesDIGEST           | busybox   | policy allows",
                "team/xDIGEST              | team      | policy allows",
                "teams/xDIGEST             | team/     | policy allows",
                "xDIGEST                   | /         | policy allows",
            })
    void shouldRefuseImageWhenItIsNotAllowed(String image, String allowed, String why) {
        assertThat(Images.refusal(image.strip().replace("DIGEST", DIGEST), List.of(allowed.strip())))
                .contains(why);
    }

    @ParameterizedTest
    @CsvSource({
        "busyboxDIGEST, busybox",
        "registry.example:5000/team/xDIGEST, registry.example:5000/team/",
        "xDIGEST, xDIGEST"
    })
    void shouldAllowImageWhenPolicyNamesIt(String image, String allowed) {
        assertThat(Images.refusal(image.replace("DIGEST", DIGEST), List.of(allowed.replace("DIGEST", DIGEST))))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"cpu=2, milli_cpus", "mem=1Gi, memory_mb", "gpu=1, gpus"})
    void shouldRefuseCapabilityWhenPolicyDoesNotAllowIt(String capability, String rail) {
        // given
        Capabilities asked = new Capabilities(List.of(capability));

        // then
        assertThatThrownBy(() -> Ration.of(asked, JsonFields.of(JsonText.object())))
                .hasMessageContaining("capability_refused")
                .hasMessageContaining(rail);
    }

    @ParameterizedTest
    @CsvSource({"milli_cpus, 0", "memory_mb, 0", "memory_mb, 5"})
    void shouldRefuseRailWhenAnEngineWouldReadItAsNoBound(String rail, int most) {
        // given
        JsonFields rails = JsonFields.of(JsonText.object().put(rail, most));

        // then
        assertThatThrownBy(() -> Ration.of(Capabilities.NONE, rails))
                .isInstanceOf(WireFormatException.class)
                .hasMessageContaining(rail);
    }

    @Test
    void shouldGiveWhatIsAskedAndNoNetworkUnlessItIs() throws TaskFailedException {
        // given
        JsonFields rails = JsonFields.of(JsonText.parse("{\"milli_cpus\":2000,\"memory_mb\":256,\"gpus\":1}"));
        Capabilities asked = new Capabilities(List.of("cpu=1.5", "mem=128Mi", "gpu=1", "net=egress"));

        // then
        assertThat(Ration.of(asked, rails)).isEqualTo(new ContainerLimits(1500, 128, 1, 64, 256, Network.EGRESS));
        assertThat(Ration.of(Capabilities.NONE, rails))
                .isEqualTo(new ContainerLimits(1000, 256, 0, 64, 256, Network.NONE));
    }

    @Test
    void shouldWriteNothingOutsideWhenAnOutputsNameIsHostile(@TempDir Path folder) throws Exception {
        Path canary = Files.writeString(folder.resolve("canary"), "alive");
        Path target = Files.createDirectory(folder.resolve("out"));
        List<String> names = Stream.concat(
                        HostileTexts.of(22, 600),
                        Stream.of("../canary", "../../x", "/etc/x", "a/../../canary", ".", "..", "a/./b", "..."))
                .filter(name -> !name.matches("[A-Za-z0-9_-]+"))
                .toList();
        for (String name : names) {
            try {
                OutputFiles.unpack(tar("out/" + name, "dead", TarArchiveEntry.LF_NORMAL), target, 1 << 20);
            } catch (TaskFailedException refused) {
                assertThat(refused.error().code()).isEqualTo("artifact_refused");
            } catch (IOException unreadable) {
                // The archive itself is refused.
            }
        }
        assertThat(canary).content().isEqualTo("alive");
        try (Stream<Path> found = Files.list(folder)) {
            assertThat(found).containsExactlyInAnyOrder(canary, target);
        }
    }

    @Test
    void shouldRefuseLinksAndTooMuchWhenUnpacking(@TempDir Path folder) throws Exception {
        for (byte type : new byte[] {
            TarArchiveEntry.LF_SYMLINK, TarArchiveEntry.LF_LINK, TarArchiveEntry.LF_FIFO, TarArchiveEntry.LF_CHR
        }) {
            ByteArrayInputStream archive = tar("out/link", "", type);
            assertThatThrownBy(() -> OutputFiles.unpack(archive, folder, 100)).hasMessageContaining("artifact_refused");
        }
        ByteArrayInputStream large = tar("out/x", "x".repeat(200), TarArchiveEntry.LF_NORMAL);
        assertThatThrownBy(() -> OutputFiles.unpack(large, folder, 100)).hasMessageContaining("disk_limit");
    }

    private static ByteArrayInputStream tar(String name, String content, byte type) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
            if (type != TarArchiveEntry.LF_NORMAL) {
                entry.setLinkName("/etc/passwd");
            }
            byte[] utf8 = content.getBytes(StandardCharsets.UTF_8);
            entry.setSize(utf8.length);
            tar.putArchiveEntry(entry);
            tar.write(utf8);
            tar.closeArchiveEntry();
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
