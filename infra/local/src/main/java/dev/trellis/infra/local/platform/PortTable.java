package dev.trellis.infra.local.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** The ports of one running platform by service name; its defaults are one block from 8420 on. */
public final class PortTable {

    /** The default port of each service, in the order in which they are shown. */
    public static final Map<String, Integer> DEFAULTS = defaults();

    private final Map<String, PortChoice> choices;

    private PortTable(Map<String, PortChoice> choices) {
        this.choices = choices;
    }

    /** Chooses a port for each service, moved by {@code offset} and then away from ports that are taken. */
    public static PortTable choose(int offset, IntPredicate free) {
        Map<String, PortChoice> choices = new LinkedHashMap<>();
        DEFAULTS.forEach((service, port) -> choices.put(service, PortChoice.choose(service, port + offset, free)));
        return new PortTable(choices);
    }

    /** Whether a server could listen on this loopback port now. */
    public static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The port of a service. */
    public int of(String service) {
        PortChoice choice = choices.get(service);
        if (choice == null) {
            throw new IllegalArgumentException("no port for service " + service);
        }
        return choice.port();
    }

    /** Each choice made. */
    public Collection<PortChoice> choices() {
        return choices.values();
    }

    /** One sentence for each service that is not where it is by default. */
    public List<String> notices() {
        return choices.values().stream()
                .flatMap(choice -> choice.notice().stream())
                .toList();
    }

    private static Map<String, Integer> defaults() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        List<String> services = List.of("engine", "control", "lambda", "sqs", "dynamodb", "s3", "postgres");
        services.forEach(service -> ports.put(service, 8420 + ports.size()));
        return Collections.unmodifiableMap(ports);
    }
}
