package dev.trellis.tde.runtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.Capabilities;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.WireFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What one attempt sees of the platform: its request, its files, and ways to say how it goes. */
public final class TaskScope {
    private final TaskRequest request;
    private final TaskFiles files;
    private final AttemptSecrets secrets;
    private final InstantSource clock;
    private final StopSignal stop = new StopSignal();
    private final Map<String, Double> metrics = new ConcurrentHashMap<>();
    private volatile Said said = new Said(null, null);
    private ObjectNode inputs = JsonText.object();
    private List<LocalArtifact> artifactsIn = List.of();

    TaskScope(TaskRequest request, TaskFiles files, AttemptSecrets secrets, InstantSource clock) {
        this.request = request;
        this.files = files;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Fetches what the attempt works on; called on its thread before the work. */
    void prepare() throws TaskFailedException, IOException {
        inputs = new InputReader(files).read(request.inputs(), maxPayloadBytes());
        List<LocalArtifact> fetched = new ArrayList<>();
        for (ArtifactRef ref : request.artifactsIn()) {
            fetched.add(fetch(ref));
        }
        artifactsIn = List.copyOf(fetched);
    }

    public TaskRequest request() {
        return request;
    }

    /** The inputs, fetched if they came by claim check. */
    public ObjectNode inputs() {
        return inputs;
    }

    /** The settings of the entry, with their path for complaints. */
    public JsonFields settings() {
        return JsonFields.at(
                "$.settings", JsonText.parseObject(request.executor().settings()));
    }

    /** The guard-rails of policy for one kind; without members when policy says nothing. */
    public JsonFields guardRails(String kind) {
        JsonFields rails = settings().optionalFields("guard_rails");
        JsonFields own = rails == null ? null : rails.optionalFields(kind);
        return own == null
                ? JsonFields.at("$.settings.guard_rails." + kind, JsonText.parseObject(Json.EMPTY_OBJECT))
                : own;
    }

    /** What the entry says that its executor provides. */
    public Capabilities capabilities() {
        JsonFields settings = settings();
        Capabilities said = new Capabilities(settings.texts("capabilities"));
        said.problems().stream().findFirst().ifPresent(problem -> {
            throw new WireFormatException(settings.pathOf("capabilities"), problem);
        });
        return said;
    }

    /** Whether a text of the settings or the inputs stands for a secret: {@code secret://NAME}. */
    public static boolean isSecret(String text) {
        return AttemptSecrets.isReference(text);
    }

    /**
     * The value behind a reference such as {@code secret://payments/token}, where policy lets this task type read it. From now on
     * the value is taken out of whatever the attempt says; hand it to nobody but whom it is meant for.
     *
     * @throws TaskFailedException {@code secret_refused}, {@code secret_missing}, {@code secret_unusable} or, which may pass,
     *     {@code secrets_unavailable}
     */
    public String secret(String reference) throws TaskFailedException {
        return secrets.read(reference, guardRails("secrets").texts("names"));
    }

    /**
     * A text without the secrets that were read so far. The runtime does so itself with all that an attempt says; this is for work that
     * shortens what it was told, since half a value is no longer known as one.
     */
    public String withoutSecrets(String text) {
        return secrets.redaction().clean(text);
    }

    /** Local copies of the request's artifacts, in their order. */
    public List<LocalArtifact> artifactsIn() {
        return artifactsIn;
    }

    /** A folder of this attempt alone, empty at first and deleted afterwards. */
    public Path folder() {
        return files.folder();
    }

    /** A local copy of a stored file, its digest checked when the reference carries one. */
    public LocalArtifact fetch(ArtifactRef ref) throws TaskFailedException, IOException {
        return files.fetch(ref, maxArtifactBytes());
    }

    /** Stores a file for the outcome, under an address of this attempt. */
    public ArtifactRef upload(String name, Path content) throws TaskFailedException {
        return files.upload(name, content);
    }

    /** Says how far the work is; travels with the next heartbeat. */
    public void progress(@Nullable Integer percent, @Nullable String message) {
        said = new Said(percent, message);
    }

    /** Notes a number for the outcome, named with its unit as suffix. */
    public void metric(String name, double value) {
        metrics.put(name, value);
    }

    /**
     * Notes the work with a database until it is closed: a span of its own in the trace.
     *
     * @param system as OpenTelemetry names the product, for example {@code postgresql}
     */
    public Timing database(String system) {
        Instant begun = clock.instant();
        return () -> {
            metric("db_" + system + "_at_ms", begun.toEpochMilli());
            metric(
                    "db_" + system + "_ms",
                    Duration.between(begun, clock.instant()).toMillis());
        };
    }

    /** Something that takes time, until it is closed. */
    @FunctionalInterface
    public interface Timing extends AutoCloseable {
        @Override
        void close();
    }

    /** Raised when the attempt must end. */
    public StopSignal stop() {
        return stop;
    }

    /** What was said last, without secrets. */
    Said said() {
        Said last = said;
        return new Said(last.percent(), secrets.redaction().cleanOrNull(last.message()));
    }

    /** Takes what the attempt has read in confidence out of what it says. */
    Redaction redaction() {
        return secrets.redaction();
    }

    Map<String, Double> metrics() {
        return Map.copyOf(metrics);
    }

    private long maxArtifactBytes() {
        Long limit = guardRails("artifact").optionalInteger("max_bytes", 1, Long.MAX_VALUE);
        return limit == null ? TaskFiles.DEFAULT_MAX_BYTES : limit;
    }

    private long maxPayloadBytes() {
        Long limit = guardRails("payload").optionalInteger("max_bytes", 1, Long.MAX_VALUE);
        return limit == null ? InputReader.DEFAULT_MAX_BYTES : limit;
    }

    /** What the attempt said last about itself. */
    record Said(@Nullable Integer percent, @Nullable String message) {}
}
