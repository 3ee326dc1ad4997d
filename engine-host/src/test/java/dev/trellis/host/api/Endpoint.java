package dev.trellis.host.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** One row of {@code endpoints.csv}: an address and the roles that may use it. */
record Endpoint(String method, String path, Set<String> roles) {
    static List<Endpoint> all() {
        try (InputStream table = Objects.requireNonNull(Endpoint.class.getResourceAsStream("/endpoints.csv"))) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Endpoint::of)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Those that ask who calls. */
    static List<Endpoint> guarded() {
        return all().stream()
                .filter(endpoint -> !endpoint.roles().contains("anyone"))
                .toList();
    }

    private static Endpoint of(String line) {
        String[] cells = line.split(",");
        return new Endpoint(
                cells[0].strip(), cells[1].strip(), Set.of(cells[2].strip().split(" ")));
    }

    /** The address with something in the place of its parameters that does not exist. */
    String address() {
        return path.replace("{kind}", "process").replaceAll("\\{[a-z]+}", "none");
    }

    String contentType() {
        return path.endsWith("/check") ? "application/xml" : "application/json";
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
