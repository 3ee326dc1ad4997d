package dev.trellis.bench.chaos;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Another engine host on the same database: started as the platform starts its own, on a port of its own, and with a clock that is
 * wrong where this machine has libfaketime.
 */
final class SecondHost implements AutoCloseable {
    /** Far more than the 5 s that the platform allows between the clocks of executors. */
    static final int SKEW_SECONDS = 90;

    private static final int FIRST_PORT = 12_480;
    private static final int PORTS = 200;

    private static final List<Path> FAKETIME = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib64/faketime/libfaketimeMT.so.1"));

    private final Path log;
    private final int port;
    private List<String> command = List.of();
    private Map<String, String> environment = Map.of();
    private @Nullable Process process;

    SecondHost(Path log) throws IOException {
        this.log = log;
        this.port = free();
    }

    /** Below the ports that the system gives to outgoing connections, so that nobody takes it while this host is down. */
    private static int free() throws IOException {
        for (int candidate = FIRST_PORT; candidate < FIRST_PORT + PORTS; candidate++) {
            try (ServerSocket socket = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                continue;
            }
        }
        throw new IOException("no free port from " + FIRST_PORT + " on");
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Learns from the first host how one is started, and starts. */
    synchronized void startLike(ProcessHandle first) throws IOException {
        Path kernel = Path.of("/proc", Long.toString(first.pid()));
        command = entries(kernel.resolve("cmdline")).toList();
        environment = entries(kernel.resolve("environ"))
                .map(entry -> entry.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair.length > 1 ? pair[1] : ""));
        start();
    }

    /** Starts it again where it has ended. */
    synchronized void start() throws IOException {
        if (process != null && process.isAlive()) {
            return;
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("TRELLIS_HTTP_PORT", Integer.toString(port));
        builder.environment().putAll(wrongClock());
        process = builder.start();
    }

    /** How far its clock is ahead; zero where this machine cannot do it. */
    static int skewSeconds() {
        return library().isPresent() ? SKEW_SECONDS : 0;
    }

    private static Optional<Path> library() {
        return FAKETIME.stream().filter(Files::exists).findFirst();
    }

    /** The monotonic clock is left alone: virtual machines wait by it. */
    private static Map<String, String> wrongClock() {
        return library()
                .map(library -> Map.of(
                        "LD_PRELOAD",
                        library.toString(),
                        "FAKETIME",
                        "+" + SKEW_SECONDS + "s",
                        "DONT_FAKE_MONOTONIC",
                        "1",
                        "FAKETIME_FORCE_MONOTONIC_FIX",
                        "0"))
                .orElse(Map.of());
    }

    synchronized Optional<ProcessHandle> handle() {
        return Optional.ofNullable(process).filter(Process::isAlive).map(Process::toHandle);
    }

    private static Stream<String> entries(Path file) throws IOException {
        return Stream.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\0"))
                .filter(entry -> !entry.isEmpty());
    }

    @Override
    public synchronized void close() {
        handle().ifPresent(Victims::kill);
    }
}
