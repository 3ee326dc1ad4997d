package dev.trellis.registry.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.Sha256;
import dev.trellis.registry.DraftFile;
import dev.trellis.registry.EntryDraft;
import dev.trellis.registry.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryFilesTest {

    private final RegistryFiles files = new RegistryFiles("bucket");

    @TempDir
    private Path folder;

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void shouldNameFilesByTheirContentWhenAnEntryIsRead() throws IOException {
        // given
        write("tde/extract.yaml", """
                kind: tde
                name: data.extract
                version: 1.0.0
                adapter: python
                ref: scripts/run.py
                settings: {limit: 0.1}
                """);
        write("tde/scripts/run.py", "print('{}')");
        write("input.json", "{\"not\": \"an entry\"}");

        // when
        RegistryFiles.Folder read = files.read(folder);

        // then
        String sha = Sha256.hexOf("print('{}')");
        assertThat(read.problems()).isEmpty();
        EntryDraft draft = read.drafts().getFirst();
        assertThat(read.drafts()).hasSize(1);
        assertThat(draft.source()).isEqualTo("tde/extract.yaml");
        assertThat(JsonText.parse(draft.document())).isEqualTo(JsonText.parse("""
                        {"adapter":"python","kind":"tde","name":"data.extract",
                         "ref":{"uri":"s3://bucket/registry/sha256/%s/run.py","sha256":"%s","size":11},
                         "settings":{"limit":0.1},"version":"1.0.0"}""".formatted(sha, sha)));
        assertThat(draft.files()).extracting(DraftFile::key).containsExactly("registry/sha256/" + sha + "/run.py");
    }

    @Test
    void shouldNameModelsAndOpenApiDocumentsByTheirContentWhenAnEntryHasThem() throws IOException {
        // given
        write("model.yaml", "kind: tde\nname: a.m\nversion: 1.0.0\nadapter: onnx\nref: m.onnx\n");
        write("m.onnx", "model");
        write("call.yaml", """
                kind: tde
                name: a.c
                version: 1.0.0
                adapter: http
                ref: https://pets.example.org
                settings: {openapi: pets.json, operation: getPet}
                """);
        write("pets.json", "{\"openapi\": \"3.1.0\"}");
        write(
                "lost/call.yaml",
                "kind: tde\nname: a.l\nversion: 1.0.0\nadapter: http\nref: x\nsettings: {openapi: no.json}\n");

        // when
        RegistryFiles.Folder read = files.read(folder);

        // then
        assertThat(read.problems())
                .containsExactly(
                        new Problem("lost/call.yaml", "$.settings.openapi", "no file no.json beside the entry"));
        assertThat(read.drafts())
                .flatExtracting(EntryDraft::files)
                .extracting(DraftFile::name)
                .containsExactlyInAnyOrder("m.onnx", "pets.json");
        assertThat(read.drafts())
                .extracting(draft -> JsonText.parse(draft.document())
                        .at("/settings/openapi/sha256")
                        .asText())
                .contains(Sha256.hexOf("{\"openapi\": \"3.1.0\"}"));
    }

    @Test
    void shouldNameRequirementsByTheirContentWhenSettingsNameAFile() throws IOException {
        // given
        write("tde/x.yaml", """
                kind: tde
                name: a.b
                version: 1.0.0
                adapter: python
                ref: "inline:"
                settings: {script: "print('{}')", requirements: requirements.txt}
                """);
        write("tde/requirements.txt", "six==1.17.0");

        // when
        EntryDraft draft = files.read(folder).drafts().getFirst();

        // then
        String sha = Sha256.hexOf("six==1.17.0");
        assertThat(JsonText.parse(draft.document())
                        .at("/settings/requirements/uri")
                        .textValue())
                .isEqualTo("s3://bucket/registry/sha256/" + sha + "/requirements.txt");
        assertThat(draft.files()).extracting(DraftFile::sha256).containsExactly(sha);
    }

    @Test
    void shouldGiveTheSameDigestWhenYamlAndJsonSayTheSame() throws IOException {
        // given
        write("a.yaml", "kind: tde\nname: a.b\nversion: 1.0.0\nadapter: file\nref: copy\n");
        write(
                "b.json",
                "{\"ref\":\"copy\",\"adapter\":\"file\",\"version\":\"1.0.0\",\"name\":\"a.b\",\"kind\":\"tde\"}");

        // when
        List<EntryDraft> drafts = files.read(folder).drafts();

        // then
        assertThat(drafts)
                .extracting(EntryDraft::sha256)
                .hasSize(2)
                .containsOnly(drafts.getFirst().sha256());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `kind: tde\nname: [`                                                        | not YAML at line
            `name: x`                                                                   | missing
            `kind: robot\nname: x\nversion: 1.0.0`                                      | process, tde, policy
            `kind: tde\nname: x\nname: y`                                               | uplicate
            `kind: tde\n---\nkind: tde`                                                 | one YAML document
            `kind: tde\nname: x\nversion: 1.0`                                          | expected a string
            `kind: tde\nname: x\nversion: 1.0.0\nadapter: python\nref: gone.py`         | no file gone.py
            `kind: tde\nname: x\nversion: 1.0.0\nadapter: python\nref: ../outside.py`   | outside the folder
            `kind: tde\nname: x\nversion: 1.0.0\nadapter: python\nref: link.py`         | outside the folder
            `- 1`                                                                       | JSON object
            ``                                                                          | one YAML document
            """)
    void shouldNameTheFileWhenItIsNoEntry(String yaml, String message) throws IOException {
        // given
        Path outside = Files.writeString(folder.resolve("outside.py"), "secret");
        write("apply/entry.yaml", yaml.replace("\\n", "\n"));
        Files.createSymbolicLink(folder.resolve("apply/link.py"), outside);

        // when
        RegistryFiles.Folder read = files.read(folder.resolve("apply"));

        // then
        assertThat(read.drafts()).isEmpty();
        assertThat(read.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.source()).isEqualTo("entry.yaml");
            assertThat(problem.message()).contains(message);
        });
    }

    @Test
    void shouldSayThatThereIsNothingWhenTheFolderHoldsNoEntries() {
        // given
        Path empty = folder;

        // when
        List<Problem> nothing = files.read(empty).problems();
        List<Problem> missing = files.read(empty.resolve("missing")).problems();

        // then
        assertThat(nothing).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("no entries"));
        assertThat(missing).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("no such folder"));
    }
}
