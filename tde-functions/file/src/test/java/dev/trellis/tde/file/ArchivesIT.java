package dev.trellis.tde.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.testkit.RequestBuilder;
import dev.trellis.tde.testkit.TaskBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchivesIT {
    @TempDir
    Path folder;

    private final TaskBench bench = TaskBench.onArtifacts(FileKind::new);
    private Path inside;

    @BeforeEach
    void makeFolders() throws IOException {
        inside = Files.createDirectories(folder.resolve("inside"));
        Files.createDirectories(inside.resolve("in/deep er"));
        Files.writeString(inside.resolve("in/a.txt"), "first");
        Files.writeString(inside.resolve("in/deep er/b.txt"), "second");
        var one = bench.store("in/a.txt", "first");
        var two = bench.store("in/deeper/b.txt", "second");
        assertThat(one.uri()).isNotEqualTo(two.uri());
    }

    @ParameterizedTest
    @CsvSource({
        "INSIDE/in, INSIDE/x.zip, INSIDE/out",
        "INSIDE/in/, s3://trellis-artifacts/x.zip, INSIDE/out/",
        "s3://trellis-artifacts/in/, INSIDE/x.zip, s3://trellis-artifacts/out/"
    })
    void shouldUnpackWhatWasPackedAndRepeatNothing(String from, String archive, String to) throws Exception {
        // given
        ObjectNode packed = bench.outputs(request("zip", from, archive).build());
        ObjectNode again =
                bench.outputs(request("zip", from, archive).task("task-2", 1).build());

        // when
        ObjectNode first =
                bench.outputs(request("unzip", archive, to).task("task-3", 1).build());
        ObjectNode second =
                bench.outputs(request("unzip", archive, to).task("task-4", 1).build());

        // then
        assertThat(packed.get("changed").booleanValue()).isTrue();
        assertThat(again.get("changed").booleanValue()).isFalse();
        assertThat(again.get("sha256")).isEqualTo(packed.get("sha256"));
        assertThat(first.get("count").intValue()).isEqualTo(2);
        assertThat(first.get("changed").intValue()).isEqualTo(2);
        assertThat(second.get("changed").intValue()).isZero();
        String deep = to.startsWith("s3:")
                ? bench.read("s3://trellis-artifacts/out/deeper/b.txt")
                : Files.readString(inside.resolve("out/deep er/b.txt"));
        assertThat(deep).isEqualTo("second");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../escaped.txt",
                "a/../../escaped.txt",
                "/escaped.txt",
                "..\\escaped.txt",
                "C:\\escaped.txt",
                "C:escaped.txt",
                "./escaped.txt",
                "a//escaped.txt",
                "link/../../escaped.txt",
                "es\u0001caped.txt",
                "es\ncaped.txt"
            })
    void shouldWriteNothingOutsideWhenNamesLeadThere(String name) throws Exception {
        // given
        archive(name, "x");

        // when
        TaskError error =
                bench.error(request("unzip", "INSIDE/bad.zip", "INSIDE/out").build());

        // then
        assertThat(error.code()).as(error.message()).isEqualTo("file_archive");
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.filter(path -> path.getFileName().toString().contains("caped")))
                    .isEmpty();
        }
    }

    @Test
    void shouldFollowNoLinkOutOfTheFolderWhenOneIsThere() throws Exception {
        // given
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.createDirectories(inside.resolve("out"));
        Files.createSymbolicLink(inside.resolve("out/link"), outside);
        archive("link/escaped.txt", "x");

        // when
        TaskError error =
                bench.error(request("unzip", "INSIDE/bad.zip", "INSIDE/out").build());

        // then
        assertThat(error.code()).isEqualTo("file_refused");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void shouldStopUnpackingWhenTheArchiveIsABomb() throws Exception {
        // given
        archive("large.txt", "x".repeat(200_000));

        // when
        TaskError error =
                bench.error(request("unzip", "INSIDE/bad.zip", "INSIDE/out").build());

        // then
        assertThat(error.code()).isEqualTo("file_archive");
        assertThat(inside.resolve("out/large.txt")).doesNotExist();
    }

    @Test
    void shouldSayThatItIsNoArchiveWhenItIsNone() throws Exception {
        assertThat(bench.error(request("unzip", "INSIDE/in/a.txt", "INSIDE/out").build())
                        .code())
                .isEqualTo("file_archive");
    }

    private void archive(String name, String content) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(inside.resolve("bad.zip")))) {
            out.putNextEntry(new ZipEntry(name));
            out.write(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            out.closeEntry();
        }
    }

    private RequestBuilder request(String operation, String from, String to) {
        String here = "file://" + inside;
        return bench.request()
                .ref(operation)
                .settings("{'guard_rails':{'file':{'max_unpacked_bytes':100000,'allowed_prefixes':['" + here
                        + "/','s3://trellis-artifacts/']}}}")
                .inputs(JsonText.write(JsonText.object()
                        .put("from", from.replace("INSIDE", here))
                        .put("to", to.replace("INSIDE", here))));
    }
}
