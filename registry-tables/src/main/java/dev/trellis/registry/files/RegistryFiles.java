package dev.trellis.registry.files;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.registry.EntryDraft;
import dev.trellis.registry.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Registry entries in a folder, one per YAML or JSON file, with BPMN files and scripts beside. A JSON file without {@code
 * kind} is somebody's data and passed over; a YAML file without it is a mistake.
 */
public final class RegistryFiles {

    private static final int MAX_BYTES = 1 << 20;

    private final String bucket;
    private final UnaryOperator<String> preparation;

    /**
     * @param bucket the platform's artifact bucket, by which documents name their files
     */
    public RegistryFiles(String bucket) {
        this(bucket, UnaryOperator.identity());
    }

    /**
     * @param bucket the platform's artifact bucket, by which documents name their files
     * @param preparation what is done to the text of an entry before it is parsed, such as filling in what differs between
     *     machines
     */
    public RegistryFiles(String bucket, UnaryOperator<String> preparation) {
        this.bucket = bucket;
        this.preparation = preparation;
    }

    /** The entries of a folder, sorted by file name, and what cannot be read of it. */
    public Folder read(Path folder) {
        if (!Files.isDirectory(folder)) {
            return new Folder(List.of(), List.of(new Problem(folder.toString(), "$", "no such folder")));
        }
        List<EntryDraft> drafts = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        try {
            for (Path file : entryFiles(folder)) {
                read(folder, file, drafts, problems);
            }
        } catch (IOException unreadable) {
            problems.add(new Problem(folder.toString(), "$", "cannot be read: " + unreadable.getMessage()));
        }
        if (drafts.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem(
                    folder.toString(),
                    "$",
                    "no entries; expected YAML or JSON files with kind: process, tde or policy"));
        }
        return new Folder(drafts, problems);
    }

    private static List<Path> entryFiles(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile)
                    .filter(file -> !isHidden(folder.relativize(file)))
                    .filter(file -> isJson(file) || isYaml(file))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isJson(Path file) {
        return file.toString().endsWith(".json");
    }

    private static boolean isYaml(Path file) {
        return file.toString().endsWith(".yaml") || file.toString().endsWith(".yml");
    }

    private void read(Path folder, Path file, List<EntryDraft> drafts, List<Problem> problems) throws IOException {
        String source = folder.relativize(file).toString();
        if (Files.size(file) > MAX_BYTES) {
            problems.add(
                    new Problem(source, "$", "larger than 1 MiB; entries name large content as files beside them"));
            return;
        }
        String text = preparation.apply(Files.readString(file));
        try {
            Optional<JsonNode> tree = isYaml(file) ? Optional.of(YamlText.parse(text)) : JsonEntry.parse(text);
            if (tree.isPresent()) {
                drafts.add(new FileReferences(folder, file, bucket).resolve(source, tree.get()));
            }
        } catch (WireFormatException malformed) {
            problems.add(new Problem(source, malformed.path(), malformed.problem()));
        }
    }

    /**
     * What a folder holds.
     *
     * @param problems why files are no entries; the drafts beside them are whole
     */
    public record Folder(List<EntryDraft> drafts, List<Problem> problems) {

        public Folder {
            drafts = List.copyOf(drafts);
            problems = List.copyOf(problems);
        }
    }
}
