package dev.trellis.bench.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.bench.Measurement;
import dev.trellis.bench.Surroundings;
import dev.trellis.bench.flow.Flows;
import dev.trellis.bench.relay.Relay;
import dev.trellis.bench.relay.RequestCounter;
import dev.trellis.bench.report.Recorder;
import dev.trellis.bench.report.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a cloud would bill for a task: requests of SQS and DynamoDB that the parts make, and for each invocation of a function the request
 * itself, the receive and the delete that the event source makes for it. What is asked while nothing is to do is taken off.
 */
public final class BilledRequests implements Measurement {
    private static final int CHAINS = 10;
    private static final int LOAD = 300;
    private static final Duration STEP = Duration.ofMillis(250);
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration AT_REST = Duration.ofSeconds(20);
    /** Until the orchestrator has lingered and ended, and all is deleted. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(10);

    private final Surroundings surroundings;

    public BilledRequests(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void take(Recorder recorder) throws Exception {
        RequestCounter sqs = new RequestCounter();
        RequestCounter dynamodb = new RequestCounter();
        LocalPlatform[] platform = new LocalPlatform[1];
        try (Relay queues = new Relay(() -> platform[0].service("sqs"), sqs);
                Relay tables = new Relay(() -> platform[0].service("dynamodb"), dynamodb)) {
            platform[0] = new LocalPlatform(
                    surroundings,
                    "billed",
                    Map.of("TRELLIS_VIA_SQS", queues.url(), "TRELLIS_VIA_DYNAMODB", tables.url()),
                    "--packages",
                    surroundings.packages().toString());
            try (LocalPlatform running = platform[0]) {
                double unused = running.up();
                measure(running, new Bill(running, sqs, dynamodb), recorder);
            }
        }
    }

    private void measure(LocalPlatform platform, Bill bill, Recorder recorder) throws Exception {
        Path flows = Flows.write(surroundings.scratch().resolve("flows"));
        double unused = new CliProgram(surroundings, platform.state())
                .run(Duration.ofMinutes(2), "apply", "-f", flows.toString());
        HostClient host = platform.client();
        run(host, Flows.CHAIN, 1);
        run(host, Flows.THREE, 20);
        recorder.begin();
        record(recorder, "chain", bill, 9.5, CHAINS * Flows.CHAIN_LENGTH, () -> {
            for (int i = 0; i < CHAINS; i++) {
                run(host, Flows.CHAIN, 1);
            }
        });
        record(recorder, "load", bill, 3, LOAD * Flows.THREE_LENGTH, () -> run(host, Flows.THREE, LOAD));
    }

    private static void record(Recorder recorder, String name, Bill bill, double target, int tasks, Work work)
            throws Exception {
        Requests atRest = bill.during(() -> Settling.rest(AT_REST));
        Requests requests = bill.during(work).withoutWhatIsAsked(atRest);
        recorder.add("requests." + name, requests.all() / tasks, "requests/task", new Target.AtMost(target));
        recorder.add("requests." + name + ".sqs", requests.sqs() / tasks, "requests/task", new Target.None());
        recorder.add("requests." + name + ".dynamodb", requests.dynamodb() / tasks, "requests/task", new Target.None());
        recorder.add("requests." + name + ".lambda", requests.lambda() / tasks, "requests/task", new Target.None());
        requests.actions()
                .forEach((action, count) -> recorder.add(
                        "requests." + name + "." + action, count / tasks, "requests/task", new Target.None()));
        recorder.add("price." + name, requests.dollars() / tasks * 1e6, "$/million", new Target.None());
    }

    private static void run(HostClient host, String process, int instances) throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < instances; i++) {
            ids.add(host.start(process));
        }
        Makespan unused = Makespan.of(host, ids, STEP, LIMIT);
    }

    /** What is measured. */
    private interface Work {
        void run() throws Exception;
    }

    /**
     * Requests of a stretch of time.
     *
     * @param actions requests that the parts sent, by action
     * @param lambda invocations; each batch that a queue fed took a receive and a delete besides
     */
    private record Requests(double seconds, Map<String, Double> actions, double lambda) {
        /** Dollars for a request in the first tier of us-east-1: SQS 0.40, Lambda 0.20, DynamoDB 0.625 to write, 0.125 to read, per million. */
        private static final double[] PRICES = {0.40e-6, 0.20e-6, 0.625e-6, 0.125e-6};

        private static final Set<String> WRITES = Set.of("UpdateItem", "PutItem", "TransactWriteItems");
        private static final Set<String> READS = Set.of("GetItem", "Query", "BatchGetItem");

        double writes() {
            return sum(WRITES::contains);
        }

        double dynamodb() {
            return writes() + sum(READS::contains);
        }

        double sqs() {
            return sum(action -> !WRITES.contains(action) && !READS.contains(action)) + 2 * lambda;
        }

        double all() {
            return sqs() + dynamodb() + lambda;
        }

        double dollars() {
            return sqs() * PRICES[0] + lambda * PRICES[1] + writes() * PRICES[2] + (dynamodb() - writes()) * PRICES[3];
        }

        /** Long polls that end with nothing and the like go on beside the work at their own pace. */
        Requests withoutWhatIsAsked(Requests atRest) {
            Map<String, Double> rest = new TreeMap<>(actions);
            atRest.actions.forEach((action, count) ->
                    rest.computeIfPresent(action, (same, all) -> Math.max(0, all - count * seconds / atRest.seconds)));
            return new Requests(seconds, rest, lambda);
        }

        private double sum(Predicate<String> wanted) {
            return actions.entrySet().stream()
                    .filter(entry -> wanted.test(entry.getKey()))
                    .mapToDouble(Map.Entry::getValue)
                    .sum();
        }
    }

    /** Reads the meters. */
    private record Bill(LocalPlatform platform, RequestCounter sqs, RequestCounter dynamodb) {
        Requests during(Work work) throws Exception {
            Map<String, Long> before = counts();
            double invocations = invocations();
            long began = System.nanoTime();
            work.run();
            Settling.rest(AFTERWARDS);
            double seconds = (System.nanoTime() - began) / 1e9;
            Map<String, Double> actions = new TreeMap<>();
            counts().forEach((action, count) -> actions.put(action, (double) count - before.getOrDefault(action, 0L)));
            return new Requests(seconds, actions, invocations() - invocations);
        }

        private double invocations() throws IOException, InterruptedException {
            double invocations = 0;
            for (JsonNode function : platform.status().path("functions")) {
                invocations += function.path("invocations").asLong();
            }
            return invocations;
        }

        private Map<String, Long> counts() {
            Map<String, Long> counts = new TreeMap<>(sqs.counts());
            counts.putAll(dynamodb.counts());
            return counts;
        }
    }
}
