package dev.trellis.host.change;

import dev.trellis.contract.port.ArtifactMissingException;
import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.registry.RegistryKind;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.wire.RegistryJson;
import dev.trellis.contract.wire.Sha256;
import dev.trellis.host.api.ChangeBody;
import dev.trellis.registry.DraftFile;
import dev.trellis.registry.EntryDraft;
import dev.trellis.registry.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of a change: whether they are there, are what the entries say, and pass the gate when they are BPMN. */
@ApplicationScoped
final class ChangedFiles {
    private static final int MOST_BYTES = 5 << 20;

    private final ArtifactStore artifacts;
    private final DiagramJudge judge;

    ChangedFiles(ArtifactStore artifacts, DiagramJudge judge) {
        this.artifacts = artifacts;
        this.judge = judge;
    }

    List<Problem> problems(ChangeBody change) {
        return change.drafts().stream()
                .flatMap(draft -> draft.key().kind() == RegistryKind.TDE
                        ? scriptProblems(draft, change)
                        : diagramProblems(draft, change))
                .toList();
    }

    private Stream<Problem> scriptProblems(EntryDraft draft, ChangeBody change) {
        String[] ref = RegistryJson.readTde(draft.document()).executor().ref().split("#sha256=", 2);
        boolean stored = ref.length == 1 || brought(ref[1], change).isPresent() || artifacts.exists(ref[0]);
        return stored ? Stream.empty() : Stream.of(missing(draft, "$.ref", ref[0]));
    }

    private Stream<Problem> diagramProblems(EntryDraft draft, ChangeBody change) {
        if (draft.key().kind() != RegistryKind.PROCESS) {
            return Stream.empty();
        }
        ArtifactRef bpmn = RegistryJson.readProcess(draft.document()).bpmn();
        String digest = String.valueOf(bpmn.sha256());
        Optional<byte[]> content =
                brought(digest, change).map(DraftFile::content).or(() -> stored(bpmn.uri()));
        if (content.isEmpty()) {
            return Stream.of(missing(draft, "$.bpmn", bpmn.uri()));
        }
        if (!Sha256.hexOf(content.get()).equals(digest)) {
            return Stream.of(new Problem(draft.source(), "$.bpmn.sha256", "the file has another digest"));
        }
        DiagramJudge.Verdict verdict = judge.judge(nameOf(bpmn.uri()), content.get());
        return verdict.accepted()
                ? Stream.empty()
                : verdict.findings().stream().map(finding -> new Problem(draft.source(), "$.bpmn", finding.text()));
    }

    private static Problem missing(EntryDraft draft, String path, String uri) {
        return new Problem(draft.source(), path, "the file " + uri + " is neither sent nor stored");
    }

    private static Optional<DraftFile> brought(String sha256, ChangeBody change) {
        return change.files().stream()
                .filter(file -> file.sha256().equals(sha256))
                .findFirst();
    }

    private Optional<byte[]> stored(String uri) {
        try (InputStream content = artifacts.open(uri)) {
            return Optional.of(content.readNBytes(MOST_BYTES));
        } catch (ArtifactMissingException missing) {
            return Optional.empty();
        } catch (IOException broken) {
            throw new UncheckedIOException("reading " + uri, broken);
        }
    }

    private static String nameOf(String uri) {
        return uri.substring(uri.lastIndexOf('/') + 1);
    }
}
