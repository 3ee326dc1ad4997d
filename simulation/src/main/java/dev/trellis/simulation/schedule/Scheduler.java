package dev.trellis.simulation.schedule;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Runs strands one at a time in virtual time. Time passes only when all wait, and jumps to the next wake-up; of those that
 * are due at the same time one is drawn.
 */
public final class Scheduler implements InstantSource {
    /** When every schedule begins. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Coroutines coroutines;
    private final Chance chance;
    private final PriorityQueue<WakeUp> agenda = new PriorityQueue<>(WakeUp.ORDER);
    private final List<Strand> strands = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private @Nullable Strand current;
    private long now;
    private long entries;

    private record WakeUp(long at, int draw, long entry, Strand strand, int turn) {
        static final Comparator<WakeUp> ORDER = (one, other) -> {
            int byTime = Long.compare(one.at, other.at);
            int byDraw = byTime != 0 ? byTime : Integer.compare(one.draw, other.draw);
            return byDraw != 0 ? byDraw : Long.compare(one.entry, other.entry);
        };
    }

    private Scheduler(Coroutines coroutines, Chance chance) {
        this.coroutines = coroutines;
        this.chance = chance;
    }

    public Scheduler(Chance chance) {
        this(Coroutines.best(), chance);
    }

    /** One that needs nothing special of the JDK; it draws the same schedules, slowly. */
    public static Scheduler portable(Chance chance) {
        return new Scheduler(new HandOvers(), chance);
    }

    /** Milliseconds since the schedule began. */
    public long now() {
        return now;
    }

    @Override
    public Instant instant() {
        return START.plusMillis(now);
    }

    /** Starts a strand of a process; it runs when its turn comes. */
    public Strand spawn(OsProcess process, Runnable body) {
        Strand strand = new Strand(process, current);
        strand.runs(coroutines.create(() -> live(strand, body)));
        strands.add(strand);
        plan(strand, now, strand.beginWait());
        return strand;
    }

    private void live(Strand strand, Runnable body) {
        try {
            body.run();
        } catch (Coroutines.Abandoned unwound) {
            throw unwound;
        } catch (Throwable unforeseen) {
            failures.add(unforeseen);
        }
        strand.end();
        Strand parent = strand.parent();
        if (parent != null) {
            wake(parent);
        }
    }

    private void plan(Strand strand, long at, int turn) {
        agenda.add(new WakeUp(at, chance.any(), entries++, strand, turn));
    }

    /** The strand that runs now. */
    public Strand current() {
        if (current == null) {
            throw new IllegalStateException("only a strand can wait");
        }
        return current;
    }

    /** Waits until this time or until somebody wakes the strand; true when somebody did. */
    public boolean parkUntil(long time) {
        Strand strand = current();
        plan(strand, Math.max(time, now), strand.beginWait());
        coroutines.pause();
        return strand.woken();
    }

    /** Lets this much time pass, whoever wakes the strand. */
    public void sleep(long millis) {
        long end = now + millis;
        do {
            boolean unused = parkUntil(end);
        } while (now < end);
    }

    /** As {@link #sleep}, ended early by an interrupt. */
    public void sleepInterruptibly(long millis) throws InterruptedException {
        long end = now + millis;
        do {
            if (current().tellInterrupted()) {
                throw new InterruptedException("interrupted in virtual time");
            }
            boolean unused = parkUntil(end);
        } while (now < end);
    }

    /** The process whose strand runs; none while the schedule itself looks on. */
    public Optional<OsProcess> running() {
        return Optional.ofNullable(current).map(Strand::process);
    }

    /** Ends the wait of a strand, if it waits. */
    public void wake(Strand strand) {
        if (strand != current) {
            strand.wake();
            plan(strand, now, strand.currentWait());
        }
    }

    /** Interrupts a strand. */
    public void interrupt(Strand strand) {
        strand.interrupt();
        wake(strand);
    }

    /** Kills the process of the running strand; nothing of it goes on. */
    public void crash() {
        current().process().kill();
        coroutines.pause();
        throw new IllegalStateException("a dead process ran on");
    }

    /** Runs what is due up to this time. */
    public void runUntil(long time) {
        for (WakeUp next = agenda.peek(); next != null && next.at() <= time; next = agenda.peek()) {
            agenda.remove();
            if (next.strand().waitsFor(next.turn())) {
                now = next.at();
                run(next.strand());
            }
        }
        now = Math.max(now, time);
    }

    private void run(Strand strand) {
        current = strand;
        strand.endWait();
        strand.resume();
        current = null;
    }

    /** What strands died of that was no crash of the schedule. */
    public List<Throwable> failures() {
        return failures;
    }

    /** Lets go of all strands. */
    public void close() {
        strands.forEach(Strand::abandon);
    }
}
