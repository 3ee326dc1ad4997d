package dev.trellis.host.trace;

import dev.trellis.contract.port.QueueNames;
import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.host.trace.RunSpan.Link;
import dev.trellis.host.trace.RunSpan.Moment;
import dev.trellis.host.trace.TaskFacts.AttemptFacts;
import dev.trellis.host.trace.TaskFacts.Reply;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The spans of a task that has ended: itself, and for each attempt the sending, the function and the processing of the outcome, each
 * around the next. Pure.
 */
final class TaskSpans {
    private static final Set<String> GOOD = Set.of("succeeded", "cancelled");

    private final TaskFacts task;
    private final List<RunSpan> spans = new ArrayList<>();

    private TaskSpans(TaskFacts task) {
        this.task = task;
    }

    static List<RunSpan> of(TaskFacts task) {
        TaskSpans made = new TaskSpans(task);
        made.spans.add(made.whole());
        task.attempts().forEach(made::attempt);
        return made.spans;
    }

    private RunSpan whole() {
        AttributesBuilder attributes = named().put("trellis.task.status", task.status())
                .put("trellis.task.attempts", task.attempts().size());
        if (task.kind().loopIndex() != null) {
            attributes.put("trellis.loop.index", task.kind().loopIndex());
        }
        return new RunSpan(
                task.context().at(SpanIds.task(task.id())),
                SpanIds.instance(task.instanceId()),
                "task " + task.kind().element(),
                SpanKind.INTERNAL,
                task.createdAt(),
                task.times().getOrDefault(task.status(), task.createdAt()),
                !GOOD.contains(task.status()),
                attributes.build(),
                moments(),
                causes());
    }

    private List<Moment> moments() {
        return task.times().entrySet().stream()
                .map(time -> new Moment(time.getValue(), time.getKey()))
                .sorted((one, other) -> one.at().compareTo(other.at()))
                .toList();
    }

    /** Where several branches ended in one commit, their outcomes fan in: the last of them brought the process here. */
    private List<Link> causes() {
        List<Link> links = new ArrayList<>();
        for (String token : task.causes()) {
            links.add(new Link(SpanIds.outcome(token), links.isEmpty() ? "follows" : "joins"));
        }
        return links;
    }

    private void attempt(AttemptFacts attempt) {
        Reply reply = attempt.reply();
        if (attempt.queuedAt() == null && reply == null) {
            return;
        }
        spans.add(send(attempt));
        if (reply != null) {
            spans.add(function(attempt, reply.execution()));
            DatabaseWork database = reply.execution().database();
            if (database != null) {
                spans.add(database(attempt, database));
            }
            spans.add(outcome(attempt, reply));
        }
    }

    private RunSpan send(AttemptFacts attempt) {
        Instant begun = first(attempt.leasedAt(), task.createdAt());
        AttributesBuilder attributes = Words.messaging(of(attempt), "send", queue(attempt));
        if (attempt.orchestrator() != null) {
            attributes.put("trellis.pdo.id", attempt.orchestrator());
        }
        return new RunSpan(
                task.context().at(SpanIds.send(attempt.token())),
                SpanIds.task(task.id()),
                "send " + queue(attempt),
                SpanKind.PRODUCER,
                begun,
                sent(attempt),
                false,
                attributes.build(),
                List.of(),
                List.of());
    }

    /** A confirmation may be told late or never; what a function has begun was sent before. */
    private Instant sent(AttemptFacts attempt) {
        Reply reply = attempt.reply();
        Instant queued = attempt.queuedAt();
        if (reply == null) {
            return first(queued, attempt.endedAt());
        }
        Instant begun = reply.execution().startedAt();
        return queued == null || begun.isBefore(queued) ? begun : queued;
    }

    private static Instant first(@Nullable Instant known, Instant otherwise) {
        return known == null ? otherwise : known;
    }

    private RunSpan function(AttemptFacts attempt, Execution execution) {
        AttributesBuilder attributes = Words.messaging(of(attempt), "process", queue(attempt))
                .put("faas.name", queue(attempt))
                .put("faas.trigger", "pubsub")
                .put("trellis.clock", "function")
                .put("trellis.outcome.status", execution.status());
        if (execution.cold() != null) {
            attributes.put("faas.coldstart", execution.cold());
        }
        if (execution.code() != null) {
            attributes.put("error.type", execution.code());
        }
        return new RunSpan(
                task.context().at(SpanIds.function(attempt.token())),
                SpanIds.send(attempt.token()),
                queue(attempt),
                SpanKind.CONSUMER,
                execution.startedAt(),
                execution.finishedAt(),
                execution.code() != null,
                attributes.build(),
                List.of(),
                ownSpan(attempt, execution));
    }

    private RunSpan database(AttemptFacts attempt, DatabaseWork work) {
        return new RunSpan(
                task.context().at(SpanIds.database(attempt.token())),
                SpanIds.function(attempt.token()),
                work.system(),
                SpanKind.CLIENT,
                work.begunAt(),
                work.endedAt(),
                false,
                of(attempt)
                        .put("db.system.name", work.system())
                        .put("trellis.clock", "function")
                        .build(),
                List.of(),
                List.of());
    }

    /** An executor that records spans itself hands one of them back. */
    private static List<Link> ownSpan(AttemptFacts attempt, Execution execution) {
        String span = execution.span();
        return span == null || span.equals(SpanIds.send(attempt.token()))
                ? List.of()
                : List.of(new Link(span, "executor"));
    }

    private RunSpan outcome(AttemptFacts attempt, Reply reply) {
        return new RunSpan(
                task.context().at(SpanIds.outcome(attempt.token())),
                SpanIds.function(attempt.token()),
                "process " + QueueNames.OUTCOMES,
                SpanKind.CONSUMER,
                reply.receivedAt(),
                attempt.endedAt(),
                false,
                Words.messaging(of(attempt), "process", QueueNames.OUTCOMES)
                        .put("trellis.outcome.status", reply.execution().status())
                        .put("trellis.outcome.verdict", reply.verdict())
                        .build(),
                List.of(),
                List.of());
    }

    private AttributesBuilder of(AttemptFacts attempt) {
        return named().put("trellis.attempt", attempt.number());
    }

    private AttributesBuilder named() {
        AttributesBuilder attributes = Words.recorded()
                .put("trellis.task.id", task.id())
                .put("trellis.task.type", task.kind().taskType())
                .put("trellis.element", task.kind().element())
                .put("trellis.instance.id", task.instanceId())
                .put("trellis.tenant", task.kind().tenant());
        if (task.kind().version() != null) {
            attributes.put("trellis.task.version", task.kind().version());
        }
        return attributes;
    }

    /** A confirmation that was lost with its host named the queue; all but superseded versions share that of their type. */
    private String queue(AttemptFacts attempt) {
        return attempt.queue() == null ? TdeEntry.queueOf(task.kind().taskType()) : attempt.queue();
    }
}
