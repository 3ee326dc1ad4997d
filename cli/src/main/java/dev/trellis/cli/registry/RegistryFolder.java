package dev.trellis.cli.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.cli.frame.CommandFailure;
import dev.trellis.cli.frame.Documents;
import dev.trellis.cli.frame.ExitCode;
import dev.trellis.cli.frame.Placeholders;
import dev.trellis.registry.DraftFile;
import dev.trellis.registry.EntryDraft;
import dev.trellis.registry.Problem;
import dev.trellis.registry.files.RegistryFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** A folder of registry entries as the body of a change. */
final class RegistryFolder {
    /** The name by which entries mean the platform's own bucket. */
    private static final String BUCKET = "trellis-artifacts";

    private RegistryFolder() {}

    /**
     * The body of a change: {@code {"entries": […], "files": [{"path", "base64"}]}}.
     *
     * @throws CommandFailure when there is no entry, or some cannot be read; each is named
     */
    static ObjectNode change(Path folder, Placeholders placeholders) {
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(ExitCode.NOT_FOUND, "there is no folder " + folder);
        }
        RegistryFiles.Folder read = new RegistryFiles(BUCKET, placeholders::fill).read(folder);
        if (!read.problems().isEmpty()) {
            String[] problems = read.problems().stream().map(Problem::toString).toArray(String[]::new);
            throw new CommandFailure(ExitCode.USAGE, "entries in " + folder + " cannot be read", problems);
        }
        ObjectNode change = Documents.object();
        ArrayNode entries = change.putArray("entries");
        ArrayNode files = change.putArray("files");
        for (EntryDraft draft : read.drafts()) {
            entries.add(Documents.read(draft.document().text(), draft.source()));
            draft.files().forEach(file -> add(file, files));
        }
        return change;
    }

    private static void add(DraftFile file, ArrayNode files) {
        files.addObject()
                .put("path", file.name())
                .put("base64", Base64.getEncoder().encodeToString(file.content()));
    }
}
