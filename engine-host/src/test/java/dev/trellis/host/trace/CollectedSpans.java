package dev.trellis.host.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.exporter.internal.FailedExportException;
import io.opentelemetry.exporter.internal.http.HttpSender;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a collector got: the same span twice counts once. */
final class CollectedSpans implements SpanExporter {
    private final Map<String, SpanData> byId = new LinkedHashMap<>();
    private boolean away;
    private int answer = 200;
    private Predicate<SpanData> lost = span -> false;

    /** Takes nothing from now on, or takes again. */
    void away(boolean now) {
        away = now;
    }

    /** Answers from now on as a collector does by HTTP. */
    void answers(int status) {
        answer = status;
    }

    /** Takes and does not keep some spans, as though nobody had made them. */
    void loses(Predicate<SpanData> some) {
        lost = some;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        if (away) {
            return CompletableResultCode.ofFailure();
        }
        if (answer != 200) {
            return CompletableResultCode.ofExceptionalFailure(
                    FailedExportException.httpFailedWithResponse(new Answer(answer)));
        }
        spans.stream().filter(lost.negate()).forEach(span -> byId.put(span.getSpanId(), span));
        return CompletableResultCode.ofSuccess();
    }

    private record Answer(int statusCode) implements HttpSender.Response {
        @Override
        public String statusMessage() {
            return "";
        }

        @Override
        public byte[] responseBody() {
            return new byte[0];
        }
    }

    List<SpanData> ofTrace(String traceId) {
        return byId.values().stream()
                .filter(span -> span.getTraceId().equals(traceId))
                .toList();
    }

    /** Spans of a trace whose parent is not there, but for its first span. */
    List<String> orphans(String traceId) {
        return ofTrace(traceId).stream()
                .filter(span -> span.getParentSpanContext().isValid())
                .filter(span -> !byId.containsKey(span.getParentSpanId()))
                .map(SpanData::getName)
                .toList();
    }

    SpanData named(String traceId, String name) {
        List<SpanData> found = ofTrace(traceId).stream()
                .filter(span -> span.getName().equals(name))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " spans are called " + name + ": " + tree(traceId));
        }
        return found.getFirst();
    }

    /** Names of the spans that one links to. */
    Set<String> linked(SpanData span) {
        return span.getLinks().stream()
                .map(LinkData::getSpanContext)
                .map(context -> byId.get(context.getSpanId()))
                .map(target ->
                        target == null ? "nothing" : target.getName() + " of " + attribute(target, "trellis.element"))
                .collect(Collectors.toSet());
    }

    static @Nullable String attribute(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }

    /** Each span below its parent, one a line. */
    String tree(String traceId) {
        StringBuilder text = new StringBuilder();
        ofTrace(traceId).stream()
                .filter(span -> !byId.containsKey(span.getParentSpanId()))
                .forEach(span -> write(span, 0, text));
        return text.toString();
    }

    private void write(SpanData span, int depth, StringBuilder text) {
        text.append("  ".repeat(depth))
                .append(span.getKind())
                .append(' ')
                .append(span.getName())
                .append('\n');
        ofTrace(span.getTraceId()).stream()
                .filter(child -> child.getParentSpanId().equals(span.getSpanId()))
                .sorted(Comparator.comparingLong(SpanData::getStartEpochNanos))
                .forEach(child -> write(child, depth + 1, text));
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
