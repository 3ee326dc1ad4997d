package dev.trellis.simulation;

import dev.trellis.contract.port.QueueNames;
import dev.trellis.infra.memory.MemoryExecutionStore;
import dev.trellis.simulation.actor.Adversary;
import dev.trellis.simulation.actor.HostProcesses;
import dev.trellis.simulation.actor.Orchestrators;
import dev.trellis.simulation.actor.People;
import dev.trellis.simulation.actor.Subscriber;
import dev.trellis.simulation.actor.Surroundings;
import dev.trellis.simulation.actor.TaskFunctions;
import dev.trellis.simulation.check.AtRest;
import dev.trellis.simulation.host.Host;
import dev.trellis.simulation.host.TaskEntry;
import dev.trellis.simulation.host.TaskType;
import dev.trellis.simulation.host.Terms;
import dev.trellis.simulation.mutation.Planted;
import dev.trellis.simulation.port.FlakyQueues;
import dev.trellis.simulation.port.FlakyStore;
import dev.trellis.simulation.port.Interference;
import dev.trellis.simulation.port.MutableStore;
import dev.trellis.simulation.port.Network;
import dev.trellis.simulation.port.Weather;
import dev.trellis.simulation.schedule.Chance;
import dev.trellis.simulation.schedule.OsProcess;
import dev.trellis.simulation.schedule.Scheduler;
import dev.trellis.simulation.witness.Trace;
import dev.trellis.simulation.witness.Violation;
import dev.trellis.simulation.witness.Witness;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * One schedule: a few instances among orchestrators, functions, hosts, people and an adversary, in bad weather for a while
 * and then in calm, until nothing moves any more.
 */
public final class Simulation {
    /** What the platform's classes log would take longer to write than to do; held here, or it is forgotten. */
    private static final Logger PLATFORM_LOG = Logger.getLogger("dev.trellis");

    static {
        PLATFORM_LOG.setLevel(Level.OFF);
    }

    private static final long TURN = 2_000;
    private static final long PATIENCE = 1_800_000;
    private static final List<String> QUEUES = Stream.concat(
                    Stream.of(TaskType.values()).map(TaskType::queue),
                    Stream.of(QueueNames.OUTCOMES, QueueNames.EVENTS))
            .toList();

    private final Scheduler time;
    private final Weather weather;
    private final Witness witness;
    private final Network network;
    private final Host host;
    private final TaskFunctions functions;
    private final People people;
    private final long storm;

    /** What came of a schedule. */
    public record Result(long seed, List<Violation> violations, String trace) {
        public boolean isGood() {
            return violations.isEmpty();
        }
    }

    private Simulation(long seed, Planted planted, boolean traced, Function<Chance, Scheduler> schedulers) {
        Chance chance = new Chance(seed);
        this.time = schedulers.apply(chance);
        this.weather = new Weather(chance);
        this.witness = new Witness(new Trace(time, traced));
        this.network = new Network(time, weather);
        int deliveries = chance.between(3, 5);
        QUEUES.forEach(queue -> network.create(queue, deliveries));
        Terms terms = terms(chance);
        Surroundings in = surroundings(chance, planted);
        this.host = new Host(time, terms, planted, witness);
        long visibility = chance.permille(300) ? 5 : 6L * terms.timeoutSeconds();
        this.functions = new TaskFunctions(in, Duration.ofSeconds(visibility), chance.between(1, 4));
        this.people = new People(in, host);
        this.storm = chance.between(30, 150) * 1_000L;
        witness.trace().say("seed", seed, " ", weather, " ", terms, " storm of ", storm, " ms");
        begin(in, chance);
    }

    private Surroundings surroundings(Chance chance, Planted planted) {
        Interference interference = new Interference(time, weather, witness.trace());
        MutableStore store = new MutableStore(new MemoryExecutionStore(), planted);
        return new Surroundings(
                time,
                chance,
                weather,
                interference,
                network,
                new FlakyQueues(network, interference, weather, chance, planted, witness),
                new FlakyStore(store, interference, witness.executions()),
                planted,
                witness);
    }

    private static Terms terms(Chance chance) {
        int heartbeat = chance.between(4, 6);
        return new Terms(
                10_000,
                chance.between(20, 90) * 1_000L,
                chance.permille(700),
                2,
                chance.between(0, 3),
                chance.between(heartbeat, 20),
                heartbeat);
    }

    private void begin(Surroundings in, Chance chance) {
        OsProcess cloud = new OsProcess("cloud");
        Orchestrators orchestrators = new Orchestrators(in, host, chance.between(2, 8), cloud);
        orchestrators.begin();
        functions.connect(cloud);
        new HostProcesses(in, host, orchestrators).begin(chance.between(1, 2), cloud);
        new Subscriber(in).begin(cloud);
        OsProcess persons = new OsProcess("people");
        people.begin(chance.between(1, 3), chance.of(0, 0, 300), chance.of(0, 2, 5), persons);
        if (chance.permille(300)) {
            people.attend(chance.between(3_000, 15_000), persons);
        }
        new Adversary(in).begin(chance.of(0, 3, 8), new OsProcess("adversary"));
    }

    /** Runs the schedule of a seed. */
    public static Result run(long seed, Planted planted, boolean traced) {
        return run(seed, planted, traced, Scheduler::new);
    }

    static Result run(long seed, Planted planted, boolean traced, Function<Chance, Scheduler> schedulers) {
        return new Simulation(seed, planted, traced, schedulers).run(seed);
    }

    private Result run(long seed) {
        time.runUntil(storm);
        people.settle();
        weather.calmDown();
        witness.trace().say("weather", "calm from now on");
        long end = time.now() + PATIENCE;
        while (!isAtRest() && time.now() < end && witness.violations().isEmpty()) {
            people.settle();
            time.runUntil(time.now() + TURN);
        }
        time.failures().forEach(failure -> witness.violated("broken", failure));
        if (witness.violations().isEmpty()) {
            if (!isAtRest()) {
                witness.violated("stuck", describe());
            }
            new AtRest(host.tables(), witness).check();
        }
        time.close();
        return new Result(
                seed, List.copyOf(witness.violations()), witness.trace().text());
    }

    private boolean isAtRest() {
        return host.tables().instances().stream().noneMatch(instance -> instance.isOpen())
                && host.tables().outbox().unpublished() == 0
                && host.tables().unacknowledged() == 0
                && host.tables().tasks().stream().noneMatch(TaskEntry::isWatched)
                && functions.areIdle()
                && QUEUES.stream().allMatch(this::isEmpty);
    }

    private boolean isEmpty(String queue) {
        return network.depth(queue) == 0 && network.depth(QueueNames.deadLetter(queue)) == 0;
    }

    private String describe() {
        StringBuilder text = new StringBuilder();
        host.tables().tasks().stream().filter(task -> !task.status().isFinal()).forEach(task -> text.append(task)
                .append("; "));
        QUEUES.stream().filter(queue -> !isEmpty(queue)).forEach(queue -> text.append(queue)
                .append(" is not empty; "));
        return text.append(host.tables().outbox().unpublished())
                .append(" events wait; ")
                .append(host.tables().unacknowledged())
                .append(" cancellations wait")
                .toString();
    }
}
