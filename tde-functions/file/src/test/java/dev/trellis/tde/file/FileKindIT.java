package dev.trellis.tde.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.Sha256;
import dev.trellis.tde.testkit.RequestBuilder;
import dev.trellis.tde.testkit.TaskBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileKindIT {
    private static final String DIGEST = Sha256.hexOf("content");

    @TempDir
    Path folder;

    private final TaskBench bench = TaskBench.onArtifacts(FileKind::new);
    private Path inside;

    @BeforeEach
    void makeFolders() throws IOException {
        inside = Files.createDirectories(folder.resolve("inside"));
        Files.writeString(inside.resolve("a.txt"), "content");
        Files.createDirectories(folder.resolve("outside"));
        Files.writeString(folder.resolve("outside/secret.txt"), "secret");
    }

    @ParameterizedTest
    @CsvSource({
        "INSIDE/a.txt, INSIDE/new/b.txt",
        "INSIDE/a.txt, s3://trellis-artifacts/b.txt",
        "s3://trellis-artifacts/in.txt, INSIDE/b.txt",
        "s3://trellis-artifacts/in.txt, s3://trellis-artifacts/b.txt"
    })
    void shouldCopyAndThenLeaveAloneWhenCopiedTwice(String from, String to) throws Exception {
        // given
        var unused = bench.store("in.txt", "content");
        RequestBuilder request = request("copy", from, to, "");

        // when
        ObjectNode first = bench.outputs(request.build());
        ObjectNode second = bench.outputs(request.task("task-2", 1).build());

        // then
        assertThat(first.get("sha256").textValue()).isEqualTo(DIGEST);
        assertThat(first.get("changed").booleanValue()).isTrue();
        assertThat(second.get("changed").booleanValue()).isFalse();
        assertThat(content(to)).isEqualTo("content");
        assertThat(content(from)).isEqualTo("content");
    }

    @ParameterizedTest
    @CsvSource({
        "INSIDE/a.txt, INSIDE/b.txt, false",
        "INSIDE/a.txt, INSIDE/b.txt, true",
        "INSIDE/a.txt, s3://trellis-artifacts/b.txt, false",
        "s3://trellis-artifacts/in.txt, INSIDE/b.txt, false"
    })
    void shouldMoveOnceWhenALaterAttemptRepeatsIt(String from, String to, boolean overwrite) throws Exception {
        // given
        var unused = bench.store("in.txt", "content");
        String others = ",\"overwrite\":" + overwrite;
        ObjectNode first = bench.outputs(request("move", from, to, others).build());
        bench.loseOutcomes();

        // when
        ObjectNode second = bench.outputs(
                request("move", from, to, others).task("task-1", 2).build());

        // then
        assertThat(first.get("changed").booleanValue()).isTrue();
        assertThat(second.get("changed").booleanValue()).isFalse();
        assertThat(second.get("sha256").textValue()).isEqualTo(DIGEST);
        assertThat(content(to)).isEqualTo("content");
        assertThat(exists(from)).isFalse();
    }

    @Test
    void shouldNotTakeAForeignFileForItsOwnWhenSourceWasNeverThere() throws Exception {
        // given
        Files.writeString(inside.resolve("b.txt"), "foreign");

        // when
        TaskError first = bench.error(
                request("move", "INSIDE/none.txt", "INSIDE/b.txt", "").build());
        TaskError named =
                bench.error(request("move", "INSIDE/none.txt", "INSIDE/b.txt", ",\"sha256\":\"" + DIGEST + "\"")
                        .task("task-2", 2)
                        .build());

        // then
        assertThat(first.code()).isEqualTo("file_missing");
        assertThat(named.code()).isEqualTo("file_missing");
    }

    @Test
    void shouldKeepTheOtherFileUnlessToldToReplaceIt() throws Exception {
        // given
        Files.writeString(inside.resolve("b.txt"), "other");

        // when
        TaskError error =
                bench.error(request("copy", "INSIDE/a.txt", "INSIDE/b.txt", "").build());
        String kept = content("INSIDE/b.txt");
        ObjectNode replaced = bench.outputs(request("copy", "INSIDE/a.txt", "INSIDE/b.txt", ",\"overwrite\":true")
                .task("task-2", 1)
                .build());

        // then
        assertThat(error.code()).isEqualTo("file_exists");
        assertThat(kept).isEqualTo("other");
        assertThat(replaced.get("changed").booleanValue()).isTrue();
        assertThat(content("INSIDE/b.txt")).isEqualTo("content");
        assertThat(names()).containsExactly("a.txt", "b.txt");
    }

    @ParameterizedTest
    @CsvSource({
        "OUTSIDE/secret.txt, file_refused",
        "INSIDE/../outside/secret.txt, file_address",
        "INSIDE/%2e%2e/outside/secret.txt, file_address",
        "INSIDE/link/secret.txt, file_refused",
        "INSIDE/alias.txt, file_refused",
        "file:///etc/passwd, file_refused",
        "file://host/etc/passwd, file_address",
        "INSIDE-twin/x.txt, file_refused",
        "s3://other-bucket/x, file_refused",
        "s3://trellis-artifacts-twin/x, file_refused",
        "http://127.0.0.1/x, file_address",
        "relative.txt, file_address",
        "INSIDE/none.txt, file_missing",
        "s3://trellis-artifacts/none.txt, file_missing"
    })
    void shouldTouchNothingWhenAddressIs(String address, String code) throws Exception {
        // given
        Files.createSymbolicLink(inside.resolve("link"), folder.resolve("outside"));
        Files.createSymbolicLink(inside.resolve("alias.txt"), folder.resolve("outside/secret.txt"));

        // when
        TaskError error =
                bench.error(request("copy", address, "INSIDE/b.txt", "").build());

        // then
        assertThat(error.code()).as(error.message()).isEqualTo(code);
        assertThat(exists("INSIDE/b.txt")).isFalse();
    }

    @Test
    void shouldRefuseTargetWhenItLeadsOutThroughALink() throws Exception {
        // given
        Files.createSymbolicLink(inside.resolve("link"), folder.resolve("outside"));

        // when
        TaskError error = bench.error(
                request("copy", "INSIDE/a.txt", "INSIDE/link/new/b.txt", "").build());

        // then
        assertThat(error.code()).isEqualTo("file_refused");
    }

    @Test
    void shouldDeleteOnceAndNeverAFolder() throws Exception {
        // given / when
        ObjectNode first =
                bench.outputs(request("delete", "INSIDE/a.txt", null, "").build());
        ObjectNode second = bench.outputs(
                request("delete", "INSIDE/a.txt", null, "").task("task-2", 1).build());
        TaskError error = bench.error(
                request("delete", "INSIDE", null, "").task("task-3", 1).build());

        // then
        assertThat(first.get("deleted").booleanValue()).isTrue();
        assertThat(second.get("deleted").booleanValue()).isFalse();
        assertThat(error.code()).isEqualTo("file_is_folder");
    }

    @Test
    void shouldListAndMeasure() throws Exception {
        // given
        Files.createDirectories(inside.resolve("sub"));
        Files.writeString(inside.resolve("sub/b.txt"), "b");
        var unused = bench.store("reports/x.txt", "xy");

        // when
        ObjectNode local = bench.outputs(request("list", "INSIDE", null, "").build());
        ObjectNode stored = bench.outputs(request("list", "s3://trellis-artifacts/reports/", null, "")
                .task("task-2", 1)
                .build());
        ObjectNode short1 = bench.outputs(
                request("list", "INSIDE", null, ",\"max\":1").task("task-3", 1).build());
        ObjectNode checksum = bench.outputs(
                request("checksum", "INSIDE/a.txt", null, "").task("task-4", 1).build());

        // then
        assertThat(local.get("files").findValuesAsText("uri"))
                .isEqualTo(List.of("file://" + real("a.txt"), "file://" + real("sub/b.txt")));
        assertThat(JsonText.write(stored))
                .isEqualTo(
                        "{\"files\":[{\"uri\":\"s3://trellis-artifacts/reports/x.txt\",\"size\":2}],\"truncated\":false}");
        assertThat(short1.get("truncated").booleanValue()).isTrue();
        assertThat(JsonText.write(checksum)).isEqualTo("{\"sha256\":\"" + DIGEST + "\",\"size\":7}");
    }

    @Test
    void shouldTouchNothingWhenPolicyIsSilent() throws Exception {
        // given
        var request = bench.request().ref("delete").inputs("{\"from\":\"file://" + inside + "/a.txt\"}");

        // when
        TaskError error = bench.error(request.build());

        // then
        assertThat(error.code()).isEqualTo("file_refused");
        assertThat(exists("INSIDE/a.txt")).isTrue();
    }

    private RequestBuilder request(String operation, String from, @Nullable String to, String others) {
        String target = to == null ? "" : ",\"to\":\"" + place(to) + "\"";
        return bench.request()
                .ref(operation)
                .settings("{'guard_rails':{'file':{'allowed_prefixes':['file://" + inside
                        + "/','s3://trellis-artifacts/']}}}")
                .inputs("{\"from\":\"" + place(from) + "\"" + target + others + "}");
    }

    private String place(String text) {
        return text.replace("INSIDE", "file://" + inside).replace("OUTSIDE", "file://" + folder.resolve("outside"));
    }

    private boolean exists(String where) {
        return where.startsWith("s3:")
                ? bench.artifacts().exists(where)
                : Files.exists(Path.of(place(where).substring("file://".length())));
    }

    private String content(String where) throws IOException {
        return where.startsWith("s3:")
                ? bench.read(where)
                : Files.readString(Path.of(place(where).substring("file://".length())));
    }

    private Path real(String name) throws IOException {
        return inside.toRealPath().resolve(name);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(inside)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
