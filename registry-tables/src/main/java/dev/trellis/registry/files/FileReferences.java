package dev.trellis.registry.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.registry.RegistryKey;
import dev.trellis.contract.registry.RegistryKind;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.registry.DraftFile;
import dev.trellis.registry.EntryDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Puts the content's address in the place of file names in one entry. */
final class FileReferences {

    private static final Set<String> SCRIPTED = Set.of("python", "shell", "javascript", "onnx");
    private static final long MAX_BYTES = 5L << 20;

    private final Path root;
    private final Path entry;
    private final String bucket;

    FileReferences(Path root, Path entry, String bucket) {
        this.root = root;
        this.entry = entry;
        this.bucket = bucket;
    }

    EntryDraft resolve(String source, JsonNode tree) throws IOException {
        JsonFields fields = JsonFields.of(tree);
        RegistryKey key =
                new RegistryKey(fields.word("kind", RegistryKind.class), fields.text("name"), fields.text("version"));
        ObjectNode document = tree.deepCopy();
        List<DraftFile> files = new ArrayList<>();
        if (key.kind() == RegistryKind.PROCESS) {
            replace("$", document, "bpmn", files);
        }
        if (key.kind() == RegistryKind.TDE && SCRIPTED.contains(fields.text("adapter", ""))) {
            replace("$", document, "ref", files);
        }
        if (key.kind() == RegistryKind.TDE && document.get("settings") instanceof ObjectNode settings) {
            replace("$.settings", settings, "openapi", files);
            replace("$.settings", settings, "requirements", files);
        }
        return EntryDraft.of(key, document, source, files);
    }

    private void replace(String path, ObjectNode document, String name, List<DraftFile> files) throws IOException {
        JsonNode value = document.get(name);
        if (value == null || !value.isTextual() || value.textValue().contains(":")) {
            return;
        }
        DraftFile file = read(path + "." + name, value.textValue());
        document.set(name, file.reference(bucket));
        files.add(file);
    }

    private DraftFile read(String path, String name) throws IOException {
        Path file = locate(path, name);
        if (!Files.isRegularFile(file)) {
            throw new WireFormatException(path, "no file " + name + " beside the entry");
        }
        if (!file.toRealPath().startsWith(root.toRealPath())) {
            throw new WireFormatException(path, name + " lies outside the folder that is applied");
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new WireFormatException(path, name + " is larger than 5 MiB");
        }
        return new DraftFile(file.getFileName().toString(), Files.readAllBytes(file));
    }

    private Path locate(String path, String name) {
        try {
            return entry.resolveSibling(name);
        } catch (InvalidPathException invalid) {
            throw new WireFormatException(path, "not a file name: " + name);
        }
    }
}
