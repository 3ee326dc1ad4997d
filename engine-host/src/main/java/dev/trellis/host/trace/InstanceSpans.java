package dev.trellis.host.trace;

import dev.trellis.host.trace.InstanceFacts.Submission;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The spans of an instance: its submission, and itself from start to end. Pure. */
final class InstanceSpans {
    /** Changes of the registries are accepted, all else is created. */
    private static final Map<String, Long> STATUS = Map.of("POST /v1/changes", 202L);

    private static final long CREATED = 201;

    private InstanceSpans() {}

    /** How an instance came in. */
    static RunSpan submission(InstanceFacts instance, Submission submission) {
        boolean http = submission.way().contains(" ");
        return new RunSpan(
                instance.context().at(SpanIds.submission(instance.id())),
                submission.parent(),
                http ? submission.way() : "process " + submission.way(),
                http ? SpanKind.SERVER : SpanKind.CONSUMER,
                submission.receivedAt(),
                instance.startedAt(),
                false,
                http ? request(instance, submission) : message(instance, submission),
                List.of(),
                List.of());
    }

    private static Attributes request(InstanceFacts instance, Submission submission) {
        int blank = submission.way().indexOf(' ');
        return named(instance)
                .put("http.request.method", submission.way().substring(0, blank))
                .put("http.route", submission.way().substring(blank + 1))
                .put("http.response.status_code", STATUS.getOrDefault(submission.way(), CREATED))
                .build();
    }

    private static Attributes message(InstanceFacts instance, Submission submission) {
        return Words.messaging(named(instance), "process", submission.way()).build();
    }

    /** An instance that has ended. */
    static RunSpan run(InstanceFacts instance, Instant endedAt) {
        return new RunSpan(
                instance.context().at(SpanIds.instance(instance.id())),
                parent(instance),
                "run " + instance.kind().process(),
                SpanKind.INTERNAL,
                instance.startedAt(),
                endedAt,
                instance.kind().state().equals("cancelled"),
                named(instance)
                        .put("trellis.process.version", instance.kind().version())
                        .put("trellis.instance.state", instance.kind().state())
                        .build(),
                List.of(),
                List.of());
    }

    private static @Nullable String parent(InstanceFacts instance) {
        String caller = instance.parentId();
        if (caller != null) {
            return SpanIds.instance(caller);
        }
        return instance.submission() == null ? null : SpanIds.submission(instance.id());
    }

    private static AttributesBuilder named(InstanceFacts instance) {
        return Words.recorded()
                .put("trellis.instance.id", instance.id())
                .put("trellis.process.name", instance.kind().process())
                .put("trellis.tenant", instance.kind().tenant());
    }
}
