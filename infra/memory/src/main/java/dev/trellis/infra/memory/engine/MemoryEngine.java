package dev.trellis.infra.memory.engine;

import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleReply.OutboxEvent;
import dev.trellis.contract.engine.CycleReply.Watch;
import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.engine.CycleRequest.Ask;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.Observation;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.EngineGateway;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An engine host in memory: it leases tasks in the order in which they were added, fences attempts by their tokens, hands
 * out events until they are acknowledged, and keeps places for waiting orchestrators. Safe for use by several threads.
 */
public final class MemoryEngine implements EngineGateway {
    private final InstantSource clock;
    private final Waiting waiting;
    private final Terms terms;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Map<String, Watch> watches = new LinkedHashMap<>();
    private final List<Observation> observations = new ArrayList<>();
    private final List<OutboxEvent> outbox = new ArrayList<>();
    private final Map<String, Instant> seatedUntil = new HashMap<>();
    private long lastSequence;

    /**
     * The terms of an engine.
     *
     * @param lease time after which an unconfirmed task is ready again
     * @param places orchestrators that may wait at the same time
     * @param retries attempts after the first that a retryable failure gets
     */
    public record Terms(Duration lease, int places, int retries) {
        /** Leases of 30 s, 2 places, 3 retries. */
        public static final Terms DEFAULT = new Terms(Duration.ofSeconds(30), 2, 3);
    }

    public MemoryEngine(InstantSource clock, Waiting waiting, Terms terms) {
        this.clock = clock;
        this.waiting = waiting;
        this.terms = terms;
    }

    /** Adds a task that is ready. */
    public synchronized void add(LeasedTask task) {
        rows.put(task.attempt().taskId().value(), new Row(task, clock.instant()));
        notifyAll();
    }

    /** Asks orchestrators to look up a task until one has told what it saw. */
    public synchronized void watch(Watch watch) {
        watches.put(watch.taskId(), watch);
        notifyAll();
    }

    /** Puts an event into the outbox and gives its sequence. */
    public synchronized long emit(Json event) {
        lastSequence++;
        outbox.add(new OutboxEvent(lastSequence, event));
        notifyAll();
        return lastSequence;
    }

    /** Applies an outcome under the rules of fencing. */
    public synchronized Applied apply(Outcome outcome) {
        Row row = rows.get(outcome.attempt().taskId().value());
        if (row == null) {
            return Applied.UNKNOWN;
        }
        Attempt current = row.task().attempt();
        Attempt next = new Attempt(
                current.taskId(), current.number() + 1, UUID.randomUUID().toString());
        notifyAll();
        return row.apply(outcome, clock.instant(), next, terms.retries());
    }

    /** What is known of a task. */
    public synchronized TaskView task(String id) {
        return Objects.requireNonNull(rows.get(id), "no such task: " + id).view();
    }

    /** What orchestrators have told of watched tasks, in order. */
    public synchronized List<Observation> observations() {
        return List.copyOf(observations);
    }

    /** Events that nobody has acknowledged. */
    public synchronized List<OutboxEvent> outbox() {
        return List.copyOf(outbox);
    }

    @Override
    public synchronized CycleReply cycle(CycleRequest request) {
        hear(request);
        Ask ask = request.ask();
        if (ask.closing()) {
            seatedUntil.remove(request.pdoId());
            return CycleReply.empty();
        }
        boolean place = seat(request.pdoId(), ask);
        await(ask, clock.instant().plusMillis(ask.waitMillis()));
        return new CycleReply(
                lease(ask.maxTasks()),
                List.copyOf(watches.values()),
                outbox.stream().limit(ask.maxEvents()).toList(),
                place);
    }

    /** A place of an orchestrator that was not heard of for the length of a lease is free again. */
    private boolean seat(String pdoId, Ask ask) {
        Instant now = clock.instant();
        seatedUntil.values().removeIf(until -> until.isBefore(now));
        boolean place = seatedUntil.containsKey(pdoId) || seatedUntil.size() < terms.places();
        if (place) {
            seatedUntil.put(pdoId, now.plusMillis(ask.waitMillis()).plus(terms.lease()));
        }
        return place;
    }

    private void hear(CycleRequest request) {
        Instant now = clock.instant();
        rows.values().forEach(row -> row.lapse(now));
        request.confirmed().forEach(told -> row(told.taskId()).forEach(row -> row.confirm(told)));
        request.released().forEach(told -> row(told.taskId()).forEach(row -> row.release(told, now)));
        request.observations().forEach(seen -> {
            observations.add(seen);
            watches.remove(seen.taskId());
        });
        outbox.removeIf(event -> event.sequence() <= request.eventsPublishedTo());
    }

    private Stream<Row> row(String id) {
        return Stream.ofNullable(rows.get(id));
    }

    private void await(Ask ask, Instant until) {
        while (!hasNews(ask) && clock.instant().isBefore(until)) {
            Instant now = clock.instant();
            Instant next = rows.values().stream()
                    .map(Row::dueAt)
                    .flatMap(Stream::ofNullable)
                    .filter(due -> due.isAfter(now) && due.isBefore(until))
                    .min(Instant::compareTo)
                    .orElse(until);
            try {
                waiting.await(this, Duration.between(now, next));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new PortUnavailableException("interrupted while waiting", e);
            }
            rows.values().forEach(row -> row.lapse(clock.instant()));
        }
    }

    private boolean hasNews(Ask ask) {
        Instant now = clock.instant();
        boolean ready = ask.maxTasks() > 0 && rows.values().stream().anyMatch(row -> row.isReady(now));
        boolean events = ask.maxEvents() > 0 && !outbox.isEmpty();
        return ready || events || !watches.isEmpty();
    }

    private List<LeasedTask> lease(int max) {
        Instant now = clock.instant();
        return rows.values().stream()
                .filter(row -> row.isReady(now))
                .limit(max)
                .map(row -> row.lease(now, terms.lease()))
                .toList();
    }
}
