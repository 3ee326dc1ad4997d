package dev.trellis.host.random;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.random.Block.Trigger;
import dev.trellis.host.random.EngineTables.Timer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An instance that runs along a path. */
final class Flight {
    private static final int RANK = 17;
    private static final int BRIEF = 120;

    final Trip trip;
    final InstanceView instance;
    private final Performer performer;
    private final Map<String, Held> held = new LinkedHashMap<>();
    private final Set<String> repeated = new HashSet<>();
    private @Nullable Timer coming;
    private final List<String> log = new ArrayList<>();

    Flight(Trip trip, InstanceView instance) {
        this.trip = trip;
        this.instance = instance;
        this.performer = new Performer(trip.path().salt());
    }

    /** What goes on next when nothing else can. */
    sealed interface Move {
        String rank();

        /** An outcome comes. */
        record Deliver(String rank, Held held) implements Move {}

        /** A timer comes. */
        record Fire(String rank, Timer timer) implements Move {}
    }

    /** Takes a task, perhaps once more. */
    void leased(LeasedTask task) {
        String element = String.valueOf(task.context().tags().get("element"));
        Held now = Held.of(task, trip.process().task(element), performer);
        held.put(now.id(), now);
        repeated.remove(now.id());
    }

    /** Notes that an outcome was accepted. */
    void delivered(Held done) {
        held.remove(done.id());
        if (done.again()) {
            repeated.add(done.id());
        }
        log.add(done.answer().rank().substring(RANK) + " -> " + brief(done));
    }

    private static String brief(Held done) {
        String ending = done.again() ? "try.again" : done.answer().ending().toString();
        return ending.length() > BRIEF ? ending.substring(0, BRIEF) : ending;
    }

    void firing(Timer timer) {
        coming = timer;
        log.add("timer " + timer);
    }

    @Nullable
    Timer coming() {
        return coming;
    }

    void fired() {
        coming = null;
    }

    /** Outcomes accepted and timers fired. */
    int steps() {
        return log.size();
    }

    /** What has happened, for a report. */
    String log() {
        return "what has happened:\n  " + String.join("\n  ", log) + "\n";
    }

    Collection<Held> held() {
        return List.copyOf(held.values());
    }

    void forget(Held cancelled) {
        held.remove(cancelled.id());
    }

    List<Held> atOnce() {
        return held.values().stream().filter(one -> !one.waits()).toList();
    }

    /** Whether nothing can go on but what waits for that. */
    boolean quiet() {
        return coming == null && repeated.isEmpty() && atOnce().isEmpty();
    }

    Optional<Move> next(List<Timer> timers) {
        Stream<Move> outcomes =
                held.values().stream().map(one -> new Move.Deliver(one.answer().rank(), one));
        Stream<Move> times = timers.stream().flatMap(timer -> fire(timer).stream());
        return Stream.concat(outcomes, times).min(Comparator.comparing(Move::rank));
    }

    private Optional<Move> fire(Timer timer) {
        Trigger.OnTimer trigger = trip.process().timer(timer.element());
        Map<String, Integer> places = TimerCode.places(trigger.places(), timer.hours());
        return performer
                .timer(timer.element(), trigger.places(), new TreeMap<>(places))
                .map(rank -> new Move.Fire(rank, timer));
    }
}
