package dev.trellis.tde.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskKind;
import dev.trellis.tde.runtime.TaskScope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies, moves, deletes, lists, measures, packs and unpacks files; each operation may be repeated and leaves the same world. */
@Singleton
public final class FileKind implements TaskKind {
    private static final int MOST_LISTED = 10_000;
    private static final int USUALLY_LISTED = 1000;

    private final ArtifactStore store;

    @Inject
    FileKind(ArtifactStore store) {
        this.store = store;
    }

    @Override
    public String adapter() {
        return "file";
    }

    @Override
    public Result execute(TaskScope scope) throws IOException, TaskFailedException {
        JsonFields inputs = JsonFields.at("$.inputs", scope.inputs());
        AllowedPrefixes allowed = new AllowedPrefixes(scope.guardRails("file"));
        FileOperations files = new FileOperations(scope, store);
        Place from = allowed.check(inputs.text("from"));
        String operation = scope.request().executor().ref();
        return switch (operation) {
            case "copy", "move" -> transfer(scope, files, from, allowed.check(inputs.text("to")));
            case "zip" -> zip(scope, files, from, allowed);
            case "unzip" -> {
                Archives archives = new Archives(scope, store, files, allowed);
                yield done(archives.unzip(from, inputs.text("to"), inputs.flag("overwrite", false)));
            }
            case "delete" -> done(JsonText.object().put("from", from.uri()).put("deleted", files.delete(from)));
            case "list" -> done(Listing.of(from, store, inputs.integer("max", 1, MOST_LISTED, USUALLY_LISTED)));
            case "checksum" -> done(described(JsonText.object(), files.describe(from)));
            default ->
                throw TaskFailedException.permanent(
                        "file_operation",
                        "the ref is copy, move, delete, list, checksum, zip or unzip, not " + operation);
        };
    }

    private Result zip(TaskScope scope, FileOperations files, Place from, AllowedPrefixes allowed)
            throws IOException, TaskFailedException {
        JsonFields inputs = JsonFields.at("$.inputs", scope.inputs());
        Place to = allowed.check(inputs.text("to"));
        Place packed = new Archives(scope, store, files, allowed).zip(from);
        boolean changed = files.place(packed, to, inputs.flag("overwrite", false));
        return transferred(from, to, files.describe(packed), changed);
    }

    private Result transfer(TaskScope scope, FileOperations files, Place from, Place to)
            throws IOException, TaskFailedException {
        JsonFields inputs = JsonFields.at("$.inputs", scope.inputs());
        boolean move = scope.request().executor().ref().equals("move");
        String expected = inputs.optionalText("sha256");
        if (!files.exists(from) && move && wasMoved(scope, files, to, expected)) {
            return transferred(from, to, files.describe(to), false);
        }
        ArtifactRef source = files.describe(from);
        if (expected != null && !expected.equals(source.sha256())) {
            throw TaskFailedException.permanent(
                    "file_digest",
                    from.uri() + " has sha256 " + source.sha256() + ", not the " + expected + " expected");
        }
        boolean overwrite = inputs.flag("overwrite", false);
        boolean changes = !files.isThere(source, to, overwrite);
        boolean renamed = changes && move && files.rename(from, to, overwrite);
        if (changes && !renamed) {
            files.copy(from, to, overwrite);
        }
        if (move && !renamed && !from.uri().equals(to.uri())) {
            boolean unused = files.delete(from);
        }
        return transferred(from, to, source, changes);
    }

    /**
     * Whether an attempt whose outcome was lost has moved the file already: the target has the digest that was asked for, or
     * none was asked for and this is not the first attempt.
     */
    private static boolean wasMoved(TaskScope scope, FileOperations files, Place to, @Nullable String expected)
            throws IOException, TaskFailedException {
        if (!files.exists(to)) {
            return false;
        }
        return expected == null
                ? scope.request().attempt().number() > 1
                : expected.equals(files.describe(to).sha256());
    }

    private static Result transferred(Place from, Place to, ArtifactRef content, boolean changed) {
        ObjectNode outputs = JsonText.object().put("from", from.uri()).put("to", to.uri());
        described(outputs, content).put("changed", changed);
        List<ArtifactRef> made = to instanceof Place.Stored
                ? List.of(new ArtifactRef(to.uri(), content.sha256(), content.sizeBytes()))
                : List.of();
        return new Result.Succeeded(new Payload.Inline(JsonText.json(outputs)), made);
    }

    private static ObjectNode described(ObjectNode outputs, ArtifactRef content) {
        return outputs.put("sha256", content.sha256()).put("size", content.sizeBytes());
    }

    private static Result done(ObjectNode outputs) {
        return new Result.Succeeded(new Payload.Inline(JsonText.json(outputs)), List.of());
    }
}
