package dev.trellis.host.lease;

import dev.trellis.contract.engine.CycleRequest.Confirmed;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.outbox.OutboxTable;
import dev.trellis.host.outcome.Absorption;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * What orchestrators told and no transaction has written yet: plain confirmations of dispatch, and how far events are published.
 * Held in memory for about a second, they are written in a transaction that comes anyway; most confirmations are overtaken by the
 * outcome, whose transaction takes them along. A host that dies loses them, which does what a lost call does: leases lapse and
 * the same attempts are sent again under the same tokens, events are published again under the same ids. Safe for use by several
 * threads.
 */
public final class HeldReports implements Absorption {
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final int MOST = 1_000;
    static final Batch NOTHING = new Batch(List.of(), Map.of());

    private final Confirmations confirmations;
    private final OutboxTable outbox;
    private final Map<String, Report> reports = new LinkedHashMap<>();
    private final Map<String, Long> published = new HashMap<>();
    private long publishedSince;

    HeldReports(Confirmations confirmations, OutboxTable outbox) {
        this.confirmations = confirmations;
        this.outbox = outbox;
    }

    /** A confirmation, since when it is held by {@link System#nanoTime()}. */
    record Report(Confirmed told, long since) {
        Duration age() {
            return Duration.ofNanos(System.nanoTime() - since);
        }
    }

    /** What one transaction writes. */
    record Batch(List<Report> reports, Map<String, Long> published) {
        boolean isEmpty() {
            return reports.isEmpty() && published.isEmpty();
        }
    }

    synchronized void hold(String pdoId, Collection<Confirmed> confirmed, long publishedTo) {
        long now = System.nanoTime();
        for (Confirmed told : confirmed) {
            Report known = reports.get(told.taskId());
            if (known == null || !known.told().attemptToken().equals(told.attemptToken())) {
                reports.put(told.taskId(), new Report(told, now));
            }
        }
        if (publishedTo > 0) {
            publishedSince = published.isEmpty() ? now : publishedSince;
            published.merge(pdoId, publishedTo, Math::max);
        }
    }

    /** Whether an attempt is known to be on its queue. */
    synchronized boolean knows(String taskId, String token) {
        Report report = reports.get(taskId);
        return report != null && report.told().attemptToken().equals(token);
    }

    /** Whether something has been held for long, or much is. */
    synchronized boolean areDue() {
        long now = System.nanoTime();
        return reports.size() >= MOST
                || reports.values().stream().limit(1).anyMatch(oldest -> isOld(oldest.since(), now))
                || !published.isEmpty() && isOld(publishedSince, now);
    }

    private static boolean isOld(long since, long now) {
        return now - since >= LONGEST.toNanos();
    }

    /** All that is held now. It stays held until {@link #settled}. */
    synchronized Batch batch() {
        return new Batch(List.copyOf(reports.values()), Map.copyOf(published));
    }

    /**
     * Writes a batch.
     *
     * @return the reports that must be held on, since somebody is at their tasks
     */
    Collection<Report> write(Batch batch, Handle handle) {
        Set<String> queued = confirmations.write(batch.reports(), handle);
        List<Report> others = batch.reports().stream()
                .filter(report -> !queued.contains(report.told().taskId()))
                .toList();
        Set<String> leased = confirmations.stillLeased(others, handle);
        batch.published().forEach((pdoId, upTo) -> outbox.published(pdoId, upTo, handle));
        return others.stream()
                .filter(report -> leased.contains(report.told().taskId()))
                .toList();
    }

    /** Forgets a batch once its transaction is committed, but for what must be held on. */
    synchronized void settled(Batch batch, Collection<Report> heldOn) {
        batch.reports().stream()
                .filter(report -> !heldOn.contains(report))
                .forEach(report -> reports.remove(report.told().taskId(), report));
        batch.published().forEach(published::remove);
    }

    @Override
    public Set<String> absorb(Collection<String> taskIds, EngineTransaction at) {
        List<Report> concerned = of(taskIds);
        if (concerned.isEmpty()) {
            return Set.of();
        }
        at.afterCommit(() -> settled(new Batch(concerned, Map.of()), List.of()));
        return confirmations.write(concerned, at.sql());
    }

    private synchronized List<Report> of(Collection<String> taskIds) {
        return taskIds.stream().filter(reports::containsKey).map(reports::get).toList();
    }
}
