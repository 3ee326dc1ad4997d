package dev.trellis.simulation.host;

import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code inbox}: each outcome counts once. */
final class Inbox {
    private final Map<Key, Entry> entries = new LinkedHashMap<>();

    /** The key of an outcome. */
    record Key(String taskId, String token) {
        static Key of(Attempt attempt) {
            return new Key(attempt.taskId().value(), attempt.token());
        }
    }

    /** What was made of an outcome. */
    enum Verdict {
        APPLIED,
        FENCED,
        LATE_EFFECT,
        HELD,
        /** Not the last word: another outcome under the same token may count. */
        OPEN
    }

    private record Entry(Verdict verdict, @Nullable Outcome kept) {}

    /** Whether an outcome was judged for good. */
    boolean knows(Key key) {
        Entry entry = entries.get(key);
        return entry != null && entry.verdict() != Verdict.HELD && entry.verdict() != Verdict.OPEN;
    }

    void enter(Key key, Verdict verdict) {
        entries.put(key, new Entry(verdict, null));
    }

    void keep(Key key, Outcome outcome) {
        entries.put(key, new Entry(Verdict.HELD, outcome));
    }

    /** The kept outcome of an attempt. */
    Optional<Outcome> kept(String taskId, String token) {
        return Optional.ofNullable(entries.get(new Key(taskId, token))).map(Entry::kept);
    }
}
