package dev.trellis.host.limit;

import dev.trellis.contract.registry.TaskLimit;
import dev.trellis.host.limit.Admission.Applicant;
import dev.trellis.host.limit.Admission.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;

/**
 * Lets tasks begin as far as the limits allow, in the transaction that leases them. Who finds no room waits aside and is woken when a
 * place or a token becomes free, so that what stands behind is not held up. Safe for use by several threads and hosts.
 */
public final class LimitGate {
    private static final int WOKEN_AT_ONCE = 500;

    private final Limits limits;
    private final int ageing;
    private final AtomicLong rounds = new AtomicLong();

    /** @param ageing seconds of waiting that weigh as much as one class of priority */
    public LimitGate(Limits limits, int ageing) {
        this.limits = limits;
        this.ageing = ageing;
    }

    public boolean isOpen() {
        return limits.areNone();
    }

    /** Whether candidates are to be shown with their inputs. */
    public boolean readsInputs() {
        return limits.readInputs();
    }

    /**
     * What became of candidates.
     *
     * @param begun those that may be leased, in their order
     * @param waiting how many wait aside now
     * @param freed keys under which room was kept for one that waits under another key
     */
    public record Passed(List<String> begun, int waiting, Set<String> freed) {}

    /** Wakes those who waited for what has become free; says how many are ready now. */
    public int wakeFreed(Handle handle) {
        Waiters.Stirred stirred = new Waiters(handle).stirred();
        new LimitTable(handle)
                .withoutRate(stirred.due().stream().filter(key -> !hasRate(key)).toList());
        return wake(stirred.keys(), handle);
    }

    private boolean hasRate(String key) {
        return limits.of(key).map(TaskLimit::rate).isPresent();
    }

    /** When the next token is there for one who waits, from now; empty when nobody waits for any. */
    public Optional<Duration> next(Handle handle) {
        return new Waiters(handle).next();
    }

    /** Wakes those who wait under keys, as far as there is room; says how many are ready now. */
    public int wake(Collection<String> keys, Handle handle) {
        LimitTable table = new LimitTable(handle);
        Map<String, TaskLimit> known = new HashMap<>();
        Map<String, Integer> free = new HashMap<>();
        for (String key : table.lock(keys)) {
            limits.of(key).ifPresentOrElse(limit -> known.put(key, limit), () -> free.put(key, WOKEN_AT_ONCE));
        }
        Map<String, KeyState> states = table.states(known);
        states.forEach((key, state) -> {
            TaskLimit limit = known.get(key);
            free.put(key, limit == null ? 0 : state.free(limit, WOKEN_AT_ONCE));
        });
        int woken = new Waiters(handle).wake(free, rounds.incrementAndGet(), ageing);
        table.fill(states, known);
        return woken;
    }

    /**
     * Decides on candidates in their order, until so many may begin, and notes it.
     *
     * @param most the others are left as they are
     */
    public Passed admit(List<Candidate> candidates, int most, Handle handle) {
        List<Applicant> applicants = candidates.stream()
                .map(each -> new Applicant(each.taskId(), each.fresh() ? limits.keysOf(each) : List.of()))
                .toList();
        Map<String, TaskLimit> asked = new HashMap<>();
        applicants.forEach(each -> each.keys().forEach(key -> asked.put(key.text(), key.limit())));
        LimitTable table = new LimitTable(handle);
        asked.keySet().retainAll(table.lock(asked.keySet()));
        Admission admission = new Admission(table.states(asked));
        return note(decided(applicants, most, admission), admission.states(), asked, table);
    }

    private static List<Verdict> decided(List<Applicant> applicants, int most, Admission admission) {
        List<Verdict> verdicts = new ArrayList<>();
        int begun = 0;
        for (Applicant applicant : applicants) {
            if (begun == most) {
                break;
            }
            Verdict verdict = admission.decide(applicant);
            begun += verdict instanceof Verdict.Begins ? 1 : 0;
            verdicts.add(verdict);
        }
        return verdicts;
    }

    private static Passed note(
            List<Verdict> verdicts, Map<String, KeyState> states, Map<String, TaskLimit> asked, LimitTable table) {
        List<Verdict.Begins> begun = new ArrayList<>();
        List<Verdict.Waits> waiting = new ArrayList<>();
        Set<String> freed = new HashSet<>();
        for (Verdict verdict : verdicts) {
            switch (verdict) {
                case Verdict.Begins begins -> begun.add(begins);
                case Verdict.Waits waits -> {
                    waiting.add(waits);
                    waits.others().forEach(key -> freed.add(key.text()));
                }
                case Verdict.Contested contested -> {}
            }
        }
        table.take(begun);
        table.park(waiting);
        table.fill(states, asked);
        return new Passed(begun.stream().map(Verdict.Begins::taskId).toList(), waiting.size(), freed);
    }
}
