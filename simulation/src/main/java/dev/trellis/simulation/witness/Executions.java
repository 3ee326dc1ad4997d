package dev.trellis.simulation.witness;

import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Effect;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The books on executions: who was granted what, what began, what took effect, and what was stored. */
public final class Executions {
    private final Witness witness;
    private final Map<String, Book> books = new HashMap<>();

    Executions(Witness witness) {
        this.witness = witness;
    }

    private static final class Book {
        private final Map<Integer, Integer> starts = new HashMap<>();
        private final Map<Integer, String> stored = new HashMap<>();
        private @Nullable String success;
        private int successOf;
        private int lastStarted;
        private int repeatedByPerson;
        private int effects;
        private int granted;
        private @Nullable String owner;
        private Instant lastSign = Instant.EPOCH;
        private boolean tombstone;
        private boolean acknowledged;
        private boolean successFromTheDead;
        private boolean repeatable;
        private final Set<String> told = new HashSet<>();

        boolean isOwner(int attempt, String name) {
            return granted == attempt && name.equals(owner);
        }
    }

    private Book book(String taskId) {
        return books.computeIfAbsent(taskId, id -> new Book());
    }

    private static String taskOf(Attempt attempt) {
        return attempt.taskId().value();
    }

    /**
     * The store granted a claim.
     *
     * @param at when the owner said it asked: its first sign of life
     */
    public void granted(Attempt attempt, String owner, Instant at) {
        Book book = book(taskOf(attempt));
        if (book.tombstone) {
            witness.violated("I4", attempt, " was claimed after the tombstone");
        }
        if (book.granted > attempt.number()) {
            witness.violated("I3", attempt, " took the execution from the newer attempt ", book.granted);
        }
        book.lastSign = at;
        book.granted = attempt.number();
        book.owner = owner;
    }

    /** The store let an owner go on. */
    public void goesOn(Attempt attempt, String owner, Instant at) {
        Book book = book(taskOf(attempt));
        book.lastSign = at;
        if (book.tombstone) {
            witness.violated("I4", "the owner of the cancelled ", attempt, " was told to go on");
        }
        if (!book.isOwner(attempt.number(), owner)) {
            witness.violated("I3", "an owner that lost ", attempt, " was told to go on");
        }
    }

    /** The store has a tombstone for certain. */
    public void buried(String taskId) {
        book(taskId).tombstone = true;
    }

    /** The store told an owner that its outcome is stored. */
    public void stored(Attempt attempt, String owner, boolean succeeded, String outcome) {
        Book book = book(taskOf(attempt));
        if (!book.isOwner(attempt.number(), owner)) {
            witness.violated("I3", "an owner that lost ", attempt, " stored an outcome");
        }
        String known = book.stored.put(attempt.number(), outcome);
        if (known != null && !known.equals(outcome)) {
            witness.violated("I3", "the stored outcome of ", attempt, " was written over");
        }
        if (succeeded) {
            book.success = outcome;
            book.successOf = attempt.number();
            book.successFromTheDead = book.acknowledged;
        }
    }

    /** A runner is about to publish an outcome. */
    public void told(Attempt attempt, String outcome) {
        book(taskOf(attempt)).told.add(outcome);
    }

    /** Work began. Work without an effect may begin as often as it likes. */
    public void started(Attempt attempt, Effect effect) {
        Book book = book(taskOf(attempt));
        if (effect == Effect.PURE) {
            book.repeatable = true;
            return;
        }
        if (book.starts.merge(attempt.number(), 1, Integer::sum) > 1) {
            witness.violated("I2", attempt, " ran twice");
        }
        if (book.success != null) {
            witness.violated("I2", attempt, " ran after attempt ", book.successOf, " had stored its success");
        }
        if (book.acknowledged) {
            witness.violated("I4", attempt, " began after its cancellation was acknowledged");
        }
        int last = book.lastStarted;
        boolean known = last == 0 || book.stored.containsKey(last) || book.repeatedByPerson >= last;
        if (effect == Effect.NON_IDEMPOTENT && !known) {
            witness.violated("I2", attempt, " repeats attempt ", last, " of which nobody knows the end");
        }
        book.lastStarted = Math.max(last, attempt.number());
    }

    /** Work changed the world. */
    public void tookEffect(Attempt attempt) {
        Book book = book(taskOf(attempt));
        book.effects++;
    }

    /**
     * Nothing may run any more. An owner that has been silent for two heartbeats counts as dead: it may work on until its next
     * write, which fails.
     */
    void cancelAcknowledged(String taskId, Instant now, int heartbeatSeconds) {
        Book book = book(taskId);
        boolean alive = book.granted > 0
                && !book.stored.containsKey(book.granted)
                && now.isBefore(book.lastSign.plusSeconds(2L * heartbeatSeconds));
        if (alive) {
            witness.violated("I4", "the cancellation of ", taskId, " was acknowledged while ", book.owner, " worked");
        }
        book.acknowledged = true;
    }

    void repeatedByPerson(String taskId, int attempt) {
        book(taskId).repeatedByPerson = attempt;
    }

    /** What the host takes as an end must be what an executor stored, or at least told of work without an effect, or the end of a dead letter. */
    void accepted(Outcome outcome, int attempt) {
        Book book = book(taskOf(outcome.attempt()));
        String taskId = taskOf(outcome.attempt());
        boolean genuine =
                switch (outcome.result()) {
                    case Result.Succeeded(Payload.Inline(var outputs), var files) ->
                        book.effects > 0
                                && (book.success != null && book.success.contains(outputs.text())
                                        || tells(book, outputs.text()));
                    case Result.Failed failed
                    when failed.error().code().equals("message.dead_letter") ->
                        witness.letters().isDead(taskId);
                    case Result.Failed failed ->
                        says(book, attempt, failed.error().code());
                    case Result.CompensateRequired required ->
                        says(book, attempt, required.error().code());
                    default -> false;
                };
        if (!genuine) {
            witness.violated("I3", "an outcome that nobody stored ended ", outcome.attempt());
        }
    }

    private static boolean says(Book book, int attempt, String code) {
        String stored = book.stored.get(attempt);
        String quoted = '"' + code + '"';
        return stored != null && stored.contains(quoted) || tells(book, quoted);
    }

    private static boolean tells(Book book, String text) {
        return book.repeatable && book.told.stream().anyMatch(outcome -> outcome.contains(text));
    }

    /** Whether a success came from an owner that counted as dead when its cancellation was acknowledged: nobody looks for it. */
    public boolean isSuccessFromTheDead(String taskId) {
        return book(taskId).successFromTheDead;
    }

    /** Whether work without an effect was begun for a task: its success may be told and not stored, and leaves nothing to take back. */
    public boolean ranWithoutEffect(String taskId) {
        return book(taskId).repeatable;
    }

    /** The attempt whose success is stored for a task, 0 when none is. */
    public int successOf(String taskId) {
        return book(taskId).successOf;
    }
}
