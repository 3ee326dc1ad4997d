package dev.trellis.cli.registry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.trellis.cli.frame.CommandFailure;
import dev.trellis.cli.frame.Documents;
import dev.trellis.cli.frame.ExitCode;
import dev.trellis.cli.frame.Placeholders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Registry entries in a folder, one per YAML or JSON file, with diagrams and scripts beside. */
final class RegistryFolder {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final List<String> NAMES_A_FILE = List.of("bpmn", "ref");

    private final Path folder;
    private final Placeholders placeholders;

    RegistryFolder(Path folder, Placeholders placeholders) {
        this.folder = folder;
        this.placeholders = placeholders;
    }

    /**
     * The body of a change: {@code {"entries": […], "files": [{"path", "base64"}]}}, paths relative to the folder.
     *
     * @throws CommandFailure when there is no entry, or one cannot be read
     */
    ObjectNode change() {
        ObjectNode change = Documents.object();
        ArrayNode entries = change.putArray("entries");
        TreeMap<String, Path> files = new TreeMap<>();
        for (Path file : entryFiles()) {
            JsonNode entry = parse(file);
            if (entry instanceof ObjectNode object && object.has("kind")) {
                entries.add(withPaths(object, file, files));
            }
        }
        if (entries.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    folder + " holds no registry entries",
                    "Expected YAML or JSON files with kind: process, tde or policy.");
        }
        ArrayNode contents = change.putArray("files");
        files.forEach((path, file) -> contents.addObject().put("path", path).put("base64", base64(file)));
        return change;
    }

    private List<Path> entryFiles() {
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(ExitCode.NOT_FOUND, "there is no folder " + folder);
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(ya?ml|json)"))
                    .filter(file -> !folder.relativize(file).toString().matches("(.*/)?\\..*"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "cannot list " + folder + ": " + e.getMessage());
        }
    }

    private JsonNode parse(Path file) {
        String text = placeholders.fill(Documents.readText(file));
        if (file.toString().endsWith(".json")) {
            return Documents.read(text, file.toString());
        }
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new CommandFailure(
                    ExitCode.USAGE, file + ", line " + line + ": not valid YAML: " + e.getOriginalMessage());
        }
    }

    /** The entry with the files that it names as paths relative to the folder. */
    private ObjectNode withPaths(ObjectNode entry, Path file, TreeMap<String, Path> files) {
        for (String name : NAMES_A_FILE) {
            Path named =
                    entry.path(name).isTextual() ? beside(file, entry.get(name).textValue()) : null;
            if (named != null) {
                String path = folder.relativize(named).toString().replace('\\', '/');
                entry.put(name, path);
                files.put(path, named);
            }
        }
        return entry;
    }

    private @org.jspecify.annotations.Nullable Path beside(Path file, String name) {
        if (!name.matches("[\\w./-]+")) {
            return null;
        }
        Path named = file.resolveSibling(name).normalize();
        return named.startsWith(folder) && Files.isRegularFile(named) ? named : null;
    }

    private static String base64(Path file) {
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "cannot read " + file + ": " + e.getMessage());
        }
    }
}
