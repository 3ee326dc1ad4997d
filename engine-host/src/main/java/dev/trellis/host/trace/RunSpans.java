package dev.trellis.host.trace;

import dev.trellis.contract.event.EventTypes;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.outbox.OutboxLog.Row;
import dev.trellis.host.trace.InstanceFacts.Submission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The spans that are complete by what a page of the outbox tells: of instances that began or ended, of tasks that ended. */
final class RunSpans {
    /** After a late effect a task that has been told is told again, with its function: span ids are the same. */
    private static final Set<String> TASK_ENDED = Stream.concat(
                    TaskLifecycle.all().stream().filter(TaskLifecycle::isFinal).map(TaskLifecycle::status),
                    Stream.of("late_effect"))
            .map(EventTypes::taskStatus)
            .collect(Collectors.toUnmodifiableSet());

    private RunSpans() {}

    static List<RunSpan> of(List<Row> page, TraceLedger ledger) {
        News news = News.in(page);
        List<RunSpan> spans = new ArrayList<>();
        if (!news.instances().isEmpty()) {
            ledger.instances(news.instances()).forEach(instance -> addTo(spans, instance, news));
        }
        if (!news.tasks().isEmpty()) {
            ledger.tasks(news.tasks()).forEach(task -> spans.addAll(TaskSpans.of(task)));
        }
        return spans;
    }

    private static void addTo(List<RunSpan> spans, InstanceFacts instance, News news) {
        Submission submission = instance.submission();
        if (submission != null && news.started().contains(instance.id())) {
            spans.add(InstanceSpans.submission(instance, submission));
        }
        Instant endedAt = instance.endedAt();
        if (endedAt != null && news.ended().contains(instance.id())) {
            spans.add(InstanceSpans.run(instance, endedAt));
        }
    }

    /** The ids of what began or ended. */
    private record News(Set<String> started, Set<String> ended, Set<String> tasks) {
        static News in(List<Row> page) {
            News news = new News(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
            for (Row row : page) {
                Map<String, @Nullable Object> event = JsonValues.object(row.event());
                String type = String.valueOf(event.get("type"));
                String subject = String.valueOf(event.get("subject"));
                if (type.equals(EventTypes.INSTANCE_STARTED)) {
                    news.started.add(subject);
                } else if (type.equals(EventTypes.INSTANCE_ENDED)) {
                    news.ended.add(subject);
                } else if (TASK_ENDED.contains(type)) {
                    news.tasks.add(subject);
                }
            }
            return news;
        }

        Set<String> instances() {
            Set<String> all = new LinkedHashSet<>(started);
            all.addAll(ended);
            return all;
        }
    }
}
