package dev.trellis.tde.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.Sha256;
import dev.trellis.tde.testkit.TaskBench;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages by a locked file and layers, installed by the real pip from a folder that stands for an index. */
final class LibrariesIT {
    private static final String USES_IT = "import greet; print('{\"said\":\"' + greet.word() + '\"}')";

    @TempDir
    Path folder;

    private TaskBench bench;
    private Path wheel;

    @BeforeEach
    void makeIndexAndLayers() throws IOException {
        wheel = wheel(Files.createDirectory(folder.resolve("index")));
        Path layers = folder.resolve("layers");
        write(layers.resolve("tools/greet.py"), "def word():\n    return 'from a layer'\n");
        write(layers.resolve("tools/node_modules/greet/index.js"), "exports.word = () => 'from a layer';\n");
        write(layers.resolve("tools/bin/greet"), "#!/bin/sh\necho '{\"said\":\"from a layer\"}'\n");
        var unused = Files.setPosixFilePermissions(
                layers.resolve("tools/bin/greet"), PosixFilePermissions.fromString("rwxr-xr-x"));
        bench = ScriptBench.of(ScriptBench.STRONGEST, folder, Map.of("TRELLIS_LAYERS", layers.toString()));
    }

    @Test
    void shouldInstallOnceWhenRequirementsAreLocked() throws Exception {
        // given
        String locked = "greet==1.0 --hash=sha256:" + Sha256.hexOf(Files.readAllBytes(wheel)) + "  # the greeting\n";

        // when
        ObjectNode first = bench.outputs(requiring(locked, 1, index()));
        Files.delete(wheel);
        ObjectNode second = bench.outputs(requiring(locked, 2, index()));

        // then
        assertThat(first.get("said").textValue()).isEqualTo("from a wheel");
        assertThat(second).isEqualTo(first);
    }

    @Test
    void shouldRefuseWhenTheFileIsNotTheOneThatWasLocked() throws Exception {
        // when
        TaskError error = bench.error(requiring("greet==1.0 --hash=sha256:" + "0".repeat(64), 1, index()));

        // then
        assertThat(error.code()).isEqualTo("requirements_failed");
        assertThat(error.message()).contains("DO NOT MATCH");
        assertThat(error.retryable()).isFalse();
    }

    @Test
    void shouldTryAgainWhenTheIndexDoesNotAnswer() throws Exception {
        // when
        TaskError error =
                bench.error(requiring("greet==1.0 --hash=sha256:" + "0".repeat(64), 1, "http://127.0.0.1:9/simple"));

        // then
        assertThat(error.code()).as(error.message()).isEqualTo("requirements_unavailable");
        assertThat(error.retryable()).isTrue();
    }

    @Test
    void shouldInstallNothingWhenPolicyNamesNoIndex() throws Exception {
        // when
        TaskError error = bench.error(requiring("greet==1.0 --hash=sha256:" + "0".repeat(64), 1, ""));

        // then
        assertThat(error.code()).isEqualTo("requirements_refused");
        assertThat(error.message()).contains("package_index");
    }

    @Test
    void shouldFindTheLayerInEveryLanguage() throws Exception {
        Installed.assume("javascript");

        // when
        ObjectNode python = bench.outputs(layered("python", USES_IT, "tools"));
        ObjectNode shell = bench.outputs(layered("shell", "greet", "tools"));
        ObjectNode node = bench.outputs(
                layered("javascript", "console.log(JSON.stringify({said:require('greet').word()}))", "tools"));

        // then
        assertThat(python).isEqualTo(shell).isEqualTo(node);
        assertThat(python.get("said").textValue()).isEqualTo("from a layer");
    }

    @Test
    void shouldRefuseLayerWhenItIsALinkOutOfTheFolder() throws Exception {
        // given
        Files.createSymbolicLink(folder.resolve("layers/escape"), Path.of("/usr"));

        // when
        TaskError linked = bench.error(layered("python", USES_IT, "escape"));
        TaskError missing = bench.error(layered("python", USES_IT, "gone"));

        // then
        assertThat(linked.code()).isEqualTo("layer_refused");
        assertThat(missing.code()).isEqualTo("layer_missing");
    }

    private TaskRequest requiring(String locked, int attempt, String index) {
        ArtifactRef file = bench.store("requirements.txt", locked);
        ObjectNode settings = JsonText.object().put("script", USES_IT);
        settings.putObject("requirements").put("uri", file.uri()).put("sha256", Sha256.hexOf(locked));
        settings.putObject("guard_rails").putObject("python").put("package_index", index);
        return bench.request("python")
                .task("install-" + attempt, 1)
                .ref("inline:")
                .settings(JsonText.json(settings))
                .build();
    }

    private TaskRequest layered(String adapter, String script, String layer) {
        ObjectNode settings = JsonText.object().put("script", script).put("layer", layer);
        settings.setAll(JsonText.parseObject(new Json("{'guard_rails':{'%s':{'layers':['tools','escape','gone']}}}"
                .formatted(adapter)
                .replace('\'', '"'))));
        return bench.request(adapter)
                .task(adapter + layer, 1)
                .ref("inline:")
                .settings(JsonText.json(settings))
                .build();
    }

    private String index() {
        return "file://" + folder.resolve("index");
    }

    private static Path wheel(Path index) throws IOException {
        Path wheel = index.resolve("greet-1.0-py3-none-any.whl");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
            add(zip, "greet.py", "def word():\n    return 'from a wheel'\n");
            add(zip, "greet-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: greet\nVersion: 1.0\n");
            add(
                    zip,
                    "greet-1.0.dist-info/WHEEL",
                    "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
            add(zip, "greet-1.0.dist-info/RECORD", "greet.py,,\n");
        }
        return wheel;
    }

    private static void add(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private static void write(Path file, String text) throws IOException {
        var unused = Files.createDirectories(file.getParent());
        unused = Files.writeString(file, text);
    }
}
