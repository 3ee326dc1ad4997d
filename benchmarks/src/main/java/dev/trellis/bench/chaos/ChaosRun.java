package dev.trellis.bench.chaos;

import dev.trellis.bench.Surroundings;
import dev.trellis.bench.platform.CliProgram;
import dev.trellis.bench.platform.HostClient;
import dev.trellis.bench.platform.LocalPlatform;
import dev.trellis.bench.relay.Relay;
import dev.trellis.contract.port.QueueNames;
import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.infra.aws.AwsPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One run: a platform behind relays, two hosts, instances in portions with a kill in each, then silence and the count. */
final class ChaosRun implements AutoCloseable {
    /** Portions begin while so many instances still run, so that kills always meet work. */
    private static final int BACKLOG = 40;

    private static final double NUISANCE = 0.3;
    private static final int MOST_MISSES = 10;

    private final ChaosOptions options;
    private final Consumer<String> progress;
    private final Random random;
    private final Snare snare = new Snare();
    private final MessageFaults messages;
    private final EffectLedger ledger;
    private final Relay queueRelay;
    private final Relay hostRelay;
    private final Surroundings surroundings;
    private final LocalPlatform platform;
    private final SecondHost second;
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<String, Integer> kills = new TreeMap<>();

    ChaosRun(Surroundings surroundings, ChaosOptions options, Consumer<String> progress) throws IOException {
        this.surroundings = surroundings;
        this.options = options;
        this.progress = progress;
        this.random = new Random(options.seed());
        this.messages = new MessageFaults(new Random(options.seed() + 1));
        this.ledger = new EffectLedger(snare);
        this.queueRelay = new Relay(this::queues, new QueueTraffic(messages, snare));
        this.hostRelay = new Relay(this::nextHost, new HostTraffic(snare));
        this.platform = new LocalPlatform(
                surroundings,
                "platform",
                Map.of(
                        "TRELLIS_VIA_SQS", queueRelay.url(),
                        "TRELLIS_VIA_ENGINE", hostRelay.url(),
                        "TRELLIS_QUEUE_WAIT", "PT20S"),
                "--packages",
                surroundings.packages().toString());
        this.second = new SecondHost(surroundings.scratch().resolve("second-host.log"));
    }

    ChaosReport run() throws IOException, InterruptedException, SQLException {
        double unused = platform.up();
        unused = new CliProgram(surroundings, platform.state())
                .run(
                        Duration.ofMinutes(2),
                        "apply",
                        "-f",
                        ChaosFlow.write(surroundings.scratch().resolve("flows"), ledger.port())
                                .toString());
        second.startLike(platform.host());
        InboxSnare inbox = new InboxSnare(platform.database());
        inbox.install();
        Victims victims = new Victims(platform, random);
        Nuisances nuisances = new Nuisances(victims, platform.database(), options.state(), random);
        Kills killing = new Kills(platform, victims, snare, inbox, second);
        long began = System.nanoTime();
        Aftermath aftermath = new Aftermath(platform.database(), ledger, this::client, this::messagesLeft);
        Runs runs = new Runs(this::client);
        underFire(runs, killing, nuisances, aftermath);
        messages.calm();
        progress.accept("all started; waiting for the last to end");
        second.start();
        boolean ended = aftermath.await(0);
        progress.accept(ended ? "all ended; counting" : "STUCK: nothing moves any more; counting");
        return new ChaosReport(
                options.seed(),
                runs.started().size(),
                aftermath.verdict(runs.started()),
                kills,
                nuisances.counts(),
                messages.counts(),
                ledger.calls(),
                (System.nanoTime() - began) / 1e9);
    }

    private void underFire(Runs runs, Kills killing, Nuisances nuisances, Aftermath aftermath)
            throws IOException, InterruptedException {
        Deque<Fault> deck = new ArrayDeque<>();
        int done = 0;
        int misses = 0;
        while (done < options.kills() && misses < MOST_MISSES) {
            int due = (int) ((long) options.instances() * (done + 1) / options.kills());
            runs.start(due - runs.started().size());
            if (random.nextDouble() < NUISANCE) {
                nuisances.disturb();
            }
            Fault fault = next(deck);
            boolean killed = killing.inflict(fault);
            progress.accept("%s %s; %d instances started, %d calls, %d running"
                    .formatted(
                            fault.word(),
                            killed ? "" : "(met nothing)",
                            runs.started().size(),
                            ledger.calls(),
                            aftermath.running()));
            if (killed) {
                int unused = kills.merge(fault.word(), 1, Integer::sum);
                done++;
                misses = 0;
            } else {
                misses++;
            }
            boolean unused = aftermath.await(BACKLOG);
        }
        runs.start(options.instances() - runs.started().size());
    }

    /** Every fault once in a random order, and again. */
    private Fault next(Deque<Fault> deck) {
        if (deck.isEmpty()) {
            List<Fault> all = new ArrayList<>(Fault.all());
            Collections.shuffle(all, random);
            deck.addAll(all);
        }
        return deck.pop();
    }

    private URI queues() {
        return platform.service("sqs");
    }

    /** The two hosts in turns. */
    private URI nextHost() {
        return turn.getAndIncrement() % 2 == 0 ? platform.service("engine") : second.address();
    }

    private HostClient client() {
        try {
            return platform.client(nextHost().toString());
        } catch (IOException down) {
            throw new UncheckedIOException(down);
        }
    }

    /** On all queues but that of the events, which nobody reads here. */
    private long messagesLeft() throws IOException {
        try (AwsPlatform cloud = AwsPlatform.fromEnvironment(platform.environment())) {
            long left = 0;
            for (String queue : List.of(QueueNames.OUTCOMES, TdeEntry.queueOf(ChaosFlow.EFFECT))) {
                left += cloud.queues().depth(queue);
                left += cloud.queues().depth(QueueNames.deadLetter(queue));
            }
            return left;
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        second.close();
        platform.close();
        queueRelay.close();
        hostRelay.close();
        ledger.close();
    }
}
