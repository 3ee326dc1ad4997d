package dev.trellis.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A platform on a state folder of its own, with the task types and processes of {@code src/test/resources/trial}. */
final class TrialPlatform implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Path state;
    private final TrellisCommand command;

    private TrialPlatform(Path state, TrellisCommand command) {
        this.state = state;
        this.command = command;
    }

    /** Starts one; {@code settings} are {@code TRELLIS_*} variables on top of those of a trial. */
    static TrialPlatform start(Map<String, String> settings) {
        try {
            Path state = Files.createTempDirectory("trellis-trial");
            Map<String, String> environment = new HashMap<>();
            environment.put("TRELLIS_STATE", state.toString());
            environment.put("TRELLIS_PORT_OFFSET", "1000");
            environment.putAll(settings);
            TrialPlatform platform = new TrialPlatform(state, new TrellisCommand(environment));
            platform.command.run("up").expect(0);
            return platform;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path state() {
        return state;
    }

    TrellisCommand.Ran trellis(String... arguments) {
        return command.run(arguments);
    }

    /** As {@link #trellis}, with a file as standard input. */
    TrellisCommand.Ran trellisFrom(Path input, String... arguments) {
        return command.runFrom(input, arguments);
    }

    /** Starts a process and returns the instance's id. */
    String start(String process, String variables) {
        try {
            Path input = Files.writeString(Files.createTempFile(state, "input", ".json"), variables);
            return trellis("run", process, "-i", input.toString(), "--json")
                    .expect(0)
                    .json()
                    .get("instance_id")
                    .asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Submits one task and returns the instance's id. */
    String submit(String spec) {
        try {
            Path file = Files.writeString(Files.createTempFile(state, "spec", ".json"), spec);
            return trellis("submit", file.toString(), "--json")
                    .expect(0)
                    .json()
                    .get("instance_id")
                    .asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode instance(String id) {
        return host().get("/v1/instances/" + id);
    }

    /** Waits for the first open incident of an instance. */
    JsonNode incidentOf(String instance) {
        return eventually(
                "an incident of instance " + instance,
                () -> openIncident(instance),
                Optional::isPresent,
                Optional::orElseThrow);
    }

    private Optional<JsonNode> openIncident(String instance) {
        return HostRest.items(host().get("/v1/incidents?state=open&limit=500"))
                .filter(item -> item.path("instance_id").asText().equals(instance))
                .findFirst();
    }

    /** Waits until an instance has ended, and returns it. */
    JsonNode ended(String id) {
        return eventually(
                "the end of instance " + id,
                () -> instance(id),
                instance -> instance.path("state").asText().matches("completed|cancelled|failed"),
                instance -> instance);
    }

    /** Asks again and again until the answer satisfies. */
    static <T, R> R eventually(String what, Supplier<T> question, Predicate<T> satisfied, Function<T, R> answer) {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        Object last = "nothing";
        while (System.nanoTime() < limit) {
            try {
                T now = question.get();
                if (satisfied.test(now)) {
                    return answer.apply(now);
                }
                last = now;
            } catch (UncheckedIOException unreachable) {
                last = unreachable;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        throw new AssertionError(what + " did not come within " + PATIENCE.toSeconds() + " s; last seen: " + last);
    }

    HostRest host() {
        return new HostRest(address(), token("admin"));
    }

    HostRest host(String person) {
        return new HostRest(address(), token(person));
    }

    private String address() {
        return description().at("/services/engine/endpoint").asText();
    }

    /** {@code run/platform.json}. */
    JsonNode description() {
        return read(state.resolve("run/platform.json"));
    }

    private String token(String person) {
        JsonNode tokens = read(state.resolve("tokens.json"));
        JsonNode found = tokens.path(person);
        return found.isTextual() ? found.asText() : found.path("token").asText();
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The table of effects in the database for users' work. */
    Ledger ledger() {
        try {
            String password =
                    Files.readString(state.resolve("data/postgres.password")).strip();
            int port = description().at("/services/postgres/port").asInt();
            return new Ledger("jdbc:postgresql://127.0.0.1:" + port + "/work?user=trellis&password=" + password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a trial has left its first effect, so that what comes next hits it in the middle. */
    void awaitEffect(Ledger ledger, String prefix) {
        eventually(
                "the first effect of " + prefix,
                () -> ledger.effects(prefix),
                effects -> !effects.isEmpty(),
                effects -> effects);
    }

    /** Processes that the daemon started and that still run. */
    Stream<ProcessHandle> processes() {
        return ProcessHandle.of(description().get("pid").asLong()).stream().flatMap(ProcessHandle::descendants);
    }

    /** Processes whose command line holds a word. */
    Stream<ProcessHandle> processes(String word) {
        return processes().filter(process -> commandLine(process).contains(word));
    }

    /** The processes of PostgreSQL; functions that speak to it have its name in their class paths and are none of them. */
    Stream<ProcessHandle> database() {
        return processes().filter(process -> commandLine(process).matches("(?s)(\\S*/bin/postgres |postgres: ).*"));
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }

    @Override
    public void close() {
        trellis("down").expect(0);
    }
}
