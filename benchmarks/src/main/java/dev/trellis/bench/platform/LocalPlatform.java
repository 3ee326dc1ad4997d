package dev.trellis.bench.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.bench.Surroundings;
import dev.trellis.contract.wire.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** A local platform of a measurement: started on a state folder of its own, stopped with everything it started. */
public final class LocalPlatform implements AutoCloseable {
    private final LocalProgram program;
    private final Path state;
    private final String[] options;

    /**
     * @param name names the state folder below the scratch folder; a used one is started again with its data
     * @param options of {@code trellis up}, for example {@code --no-host}
     */
    public LocalPlatform(Surroundings surroundings, String name, String... options) {
        this(surroundings, name, Map.of(), options);
    }

    /** @param settings {@code TRELLIS_*} variables of the platform */
    public LocalPlatform(Surroundings surroundings, String name, Map<String, String> settings, String... options) {
        this.state = surroundings.scratch().resolve(name);
        this.program = new LocalProgram(surroundings, state, settings);
        this.options = options.clone();
    }

    /** Starts it and returns the seconds until it was ready. */
    public double up() throws IOException, InterruptedException {
        long began = System.nanoTime();
        program.run("up", options);
        return (System.nanoTime() - began) / 1e9;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        program.run("down");
    }

    /** What the platform says of itself: endpoints, environment, files. */
    public JsonNode description() throws IOException {
        return JsonText.parse(Files.readString(state.resolve("run/platform.json")));
    }

    /** What the platform does now: phase, services, functions with their totals. */
    JsonNode status() throws IOException, InterruptedException {
        JsonNode control = description().path("control");
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(control.path("url").asText() + "/status"))
                .header("X-Trellis-Control", control.path("token").asText())
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return JsonText.parse(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        }
    }

    /** Where a service of the platform answers, for example {@code sqs}. */
    public URI service(String name) {
        try {
            return URI.create(
                    description().at("/services/" + name + "/endpoint").asText());
        } catch (IOException down) {
            throw new UncheckedIOException(down);
        }
    }

    /** The settings with which a process uses its queues, tables and objects. */
    public Map<String, String> environment() throws IOException {
        Map<String, String> environment = new LinkedHashMap<>();
        description()
                .path("environment")
                .properties()
                .forEach(entry ->
                        environment.put(entry.getKey(), entry.getValue().asText()));
        return environment;
    }

    /** A process that the platform started, at whatever depth, whose command line satisfies a condition. */
    long countProcesses(Predicate<String> commandLine) throws IOException {
        return daemon().descendants()
                .filter(process -> commandLine.test(CommandLines.of(process)))
                .count();
    }

    /** The engine host's process. */
    public ProcessHandle host() throws IOException {
        return daemon().descendants()
                .filter(process -> CommandLines.of(process).contains("quarkus-run.jar"))
                .filter(process -> CommandLines.of(process).contains("java"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the engine host does not run"));
    }

    public Path state() {
        return state;
    }

    /** The database server, as its superuser. */
    public DatabaseAccess database() throws IOException {
        String url = description().at("/services/postgres/endpoint").asText();
        String password =
                Files.readString(state.resolve("data/postgres.password")).strip();
        return new DatabaseAccess(url.substring(0, url.lastIndexOf('/') + 1), "trellis", password);
    }

    /** The host's interface, as an administrator. */
    public HostClient client() throws IOException {
        return client(description().at("/services/engine/endpoint").asText());
    }

    /** The interface of a host of this platform at an address. */
    public HostClient client(String address) throws IOException {
        JsonNode tokens = JsonText.parse(Files.readString(state.resolve("tokens.json")));
        return new HostClient(address, tokens.path("admin").asText());
    }

    /** The process that keeps all the others. */
    public ProcessHandle daemon() throws IOException {
        long pid = description().path("pid").asLong();
        return ProcessHandle.of(pid)
                .orElseThrow(() -> new IllegalStateException("the platform's process " + pid + " is gone"));
    }
}
