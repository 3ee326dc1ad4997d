package dev.trellis.contract.task;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The states of {@link TaskLifecycle}, each once. */
final class States {
    static final List<TaskLifecycle> ALL = List.of(
            new TaskLifecycle.AwaitingApproval(),
            new TaskLifecycle.Ready(),
            new TaskLifecycle.Leased(),
            new TaskLifecycle.Queued(),
            new TaskLifecycle.Running(),
            new TaskLifecycle.Incident(),
            new TaskLifecycle.Succeeded(),
            new TaskLifecycle.Failed(),
            new TaskLifecycle.CompensateRequired(),
            new TaskLifecycle.Cancelled());

    private static final List<String> OUTCOMES =
            List.of("ready", "succeeded", "failed", "compensate_required", "cancelled", "incident");

    /** The word for each state, from the name of its class. */
    static final ClassValue<String> WORDS = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> state) {
            return state.getSimpleName().replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        }
    };

    private States() {}

    /** What follows a state in which an outcome may arrive: its own next states, then what an outcome leads to. */
    static List<String> followedByOutcome(String... next) {
        return Stream.concat(Stream.of(next), OUTCOMES.stream()).toList();
    }
}
