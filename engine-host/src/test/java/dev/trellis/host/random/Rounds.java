package dev.trellis.host.random;

import dev.trellis.contract.engine.CycleRequest.Confirmed;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.random.EngineTables.Ended;
import dev.trellis.host.random.EngineTables.Timer;
import dev.trellis.host.testkit.KernelDriver;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs instances along their paths, many at once, round by round: lease, deliver what may come at once, and let the one
 * outcome or timer of the lowest rank come in each instance in which nothing else can go on.
 */
final class Rounds {
    private static final int LEASED_AT_ONCE = 200;
    private static final Duration PAUSE = Duration.ofMillis(10);
    /** Far more than a timer that is due and a repetition may take. */
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

    private final Host host;
    private final Random random;
    private final Manner manner;
    private final Nuisances nuisances;
    private final Deliveries deliveries;
    private final Judge judge;
    private final Deque<Trip> waiting = new ArrayDeque<>();
    private final Map<String, Flight> flying = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();

    Rounds(Host host, long seed, Manner manner) {
        this.host = host;
        this.random = new Random(seed);
        this.manner = manner;
        this.nuisances = new Nuisances(random);
        this.deliveries = new Deliveries(host, random, manner, nuisances);
        this.judge = new Judge(host);
    }

    /** Runs all trips to their ends and returns what failed. */
    List<String> run(Collection<Trip> trips) {
        waiting.addAll(trips);
        long moved = System.nanoTime();
        while (!waiting.isEmpty() || !flying.isEmpty()) {
            start();
            timersDone();
            lease();
            List<Parcel> parcels = new ArrayList<>(someAtOnce());
            List<Flight> quiet = flying.values().stream().filter(Flight::quiet).toList();
            goOn(quiet, parcels);
            deliveries.deliver(parcels).forEach(this::failed);
            if (!quiet.isEmpty() || !parcels.isEmpty()) {
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved < LONGEST_SILENCE.toNanos()) {
                LockSupport.parkNanos(PAUSE.toNanos());
            } else {
                List.copyOf(flying.values()).forEach(flight -> failed(flight, judge.stuck(flight)));
            }
        }
        return failures;
    }

    /** Most of what may come now; the rest comes in another round. */
    private List<Parcel> someAtOnce() {
        return flying.values().stream()
                .flatMap(flight -> flight.atOnce().stream().map(held -> Parcel.of(flight, held)))
                .filter(parcel -> random.nextInt(4) > 0)
                .toList();
    }

    int accepted() {
        return deliveries.accepted();
    }

    private void start() {
        while (!waiting.isEmpty() && flying.size() < manner.atOnce()) {
            Trip trip = waiting.remove();
            InstanceView instance =
                    host.driver().start(trip.process().key(), trip.path().start());
            flying.put(instance.id(), new Flight(trip, instance));
        }
    }

    private void timersDone() {
        Map<Flight, Timer> coming = new LinkedHashMap<>();
        for (Flight flight : flying.values()) {
            Timer timer = flight.coming();
            if (timer != null) {
                coming.put(flight, timer);
            }
        }
        if (coming.isEmpty()) {
            return;
        }
        Set<String> still = host.tables().coming(coming.values());
        boolean restart = false;
        for (Flight flight : coming.keySet()) {
            if (!still.contains(flight.instance.id())) {
                flight.fired();
                restart |= manner.restart().test(flight);
            }
        }
        if (restart) {
            host.restart();
        }
    }

    private void lease() {
        List<Confirmed> confirmed = List.of();
        List<LeasedTask> tasks;
        do {
            tasks = host.driver()
                    .cycle("pdo-1", LEASED_AT_ONCE, confirmed, List.of())
                    .tasks();
            tasks.forEach(this::leased);
            confirmed = tasks.stream()
                    .filter(task -> random.nextBoolean())
                    .map(KernelDriver::confirmation)
                    .toList();
        } while (!tasks.isEmpty());
    }

    private void leased(LeasedTask task) {
        Flight flight = flying.get(task.context().tags().get("instance"));
        if (flight != null) {
            flight.leased(task);
        }
    }

    /** Lets one thing happen in each instance in which nothing else can. */
    private void goOn(List<Flight> quiet, List<Parcel> parcels) {
        if (quiet.isEmpty()) {
            return;
        }
        List<String> ids = quiet.stream().map(flight -> flight.instance.id()).toList();
        EngineTables tables = host.tables();
        Map<String, Ended> ended = tables.ended(ids);
        Set<String> cancelled = tables.cancelled(quiet.stream()
                .flatMap(flight -> flight.held().stream())
                .map(Held::id)
                .toList());
        List<Timer> timers = tables.timers(ids);
        Set<String> stuck = tables.stuck();
        for (Flight flight : quiet) {
            flight.held().stream()
                    .filter(held -> cancelled.contains(held.id()))
                    .forEach(held -> takenBack(flight, held));
            Ended end = ended.get(flight.instance.id());
            if (end == null && stuck.contains(flight.instance.id())) {
                failed(flight, judge.stuck(flight));
            } else if (end == null) {
                goOn(flight, timers, parcels);
            } else {
                flying.remove(flight.instance.id());
                judge.difference(flight, end).ifPresent(what -> failed(flight, what));
            }
        }
    }

    private void takenBack(Flight flight, Held held) {
        flight.forget(held);
        nuisances.cancelled(flight, held);
    }

    private void goOn(Flight flight, List<Timer> timers, List<Parcel> parcels) {
        Optional<Flight.Move> next = flight.next(timers.stream()
                .filter(timer -> timer.instance().equals(flight.instance.id()))
                .toList());
        if (next.isEmpty()) {
            failed(flight, judge.stuck(flight));
            return;
        }
        switch (next.get()) {
            case Flight.Move.Deliver deliver -> parcels.add(Parcel.of(flight, deliver.held()));
            case Flight.Move.Fire fire -> {
                host.tables().fire(fire.timer());
                flight.firing(fire.timer());
            }
        }
    }

    private void failed(Flight flight, String what) {
        flying.remove(flight.instance.id());
        failures.add(flight.trip.report(what));
    }
}
