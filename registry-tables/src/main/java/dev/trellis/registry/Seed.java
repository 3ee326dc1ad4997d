package dev.trellis.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.port.RegistryStore;
import dev.trellis.contract.wire.JsonText;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The entries that a platform needs to run itself: the processes {@code kernel.task} and {@code kernel.change}, the task
 * types that change the registries, and the policy {@code default}.
 */
public final class Seed {

    private static final String AUTHOR = "platform";

    private final RegistryStore registry;
    private final ArtifactStore artifacts;
    private final InstantSource clock;

    public Seed(RegistryStore registry, ArtifactStore artifacts, InstantSource clock) {
        this.registry = registry;
        this.artifacts = artifacts;
        this.clock = clock;
    }

    /**
     * Writes what is not there yet; a name that has a stable version keeps it unless the seed's is newer.
     *
     * @throws IllegalStateException when a version is there with another content than the seed's
     */
    public void load() {
        List<EntryDraft> drafts = drafts(bucket());
        ChangeWriter writer = new ChangeWriter(registry, artifacts, clock);
        writer.upload(drafts);
        ChangePlan plan = writer.validate(drafts);
        if (!plan.problems().isEmpty()) {
            throw new IllegalStateException("the seed does not fit the registries: " + plan.problems());
        }
        writer.write(drafts, AUTHOR);
        writer.flip(plan.changes().stream().filter(Seed::isNewer).toList());
    }

    private static boolean isNewer(ChangePlan.Change change) {
        return change.from() == null || Versions.compare(change.key().version(), change.from()) > 0;
    }

    private String bucket() {
        String uri = artifacts.uriOf("x");
        return uri.substring("s3://".length(), uri.length() - "/x".length());
    }

    /** The seed's entries, their files named by content in a bucket. */
    public static List<EntryDraft> drafts(String bucket) {
        List<EntryDraft> drafts = new ArrayList<>();
        for (JsonNode name : JsonText.parse(Resources.text("seed/index.json"))) {
            drafts.add(draft(name.textValue(), bucket));
        }
        return drafts;
    }

    private static EntryDraft draft(String name, String bucket) {
        ObjectNode document = JsonText.parseObject(new Json(Resources.text("seed/" + name)));
        List<DraftFile> files = new ArrayList<>();
        JsonNode bpmn = document.get("bpmn");
        if (bpmn != null) {
            DraftFile file = new DraftFile(bpmn.textValue(), Resources.bytes("seed/" + bpmn.textValue()));
            document.set("bpmn", file.reference(bucket));
            files.add(file);
        }
        EntryDraft draft = EntryDraft.of(document);
        return new EntryDraft(draft.key(), draft.document(), draft.sha256(), "seed/" + name, files);
    }
}
