package dev.trellis.cli.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.cli.frame.CommandFailure;
import dev.trellis.cli.frame.CommonOptions;
import dev.trellis.cli.frame.Documents;
import dev.trellis.cli.frame.ExitCode;
import dev.trellis.cli.frame.Surroundings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the engine host answers and who calls.
 *
 * @param host its base address, without a slash at the end
 * @param token bearer token
 */
public record PlatformAddress(URI host, String token) {
    private static final String USUAL_PERSON = "admin";

    /**
     * Finds the platform: options first, then TRELLIS_URL and TRELLIS_TOKEN, then what the local platform wrote into its
     * state folder.
     *
     * @throws CommandFailure when there is none, with what to do
     */
    public static PlatformAddress find(CommonOptions options, Surroundings surroundings) {
        Path state = options.state(surroundings);
        String url = options.url() != null
                ? options.url()
                : surroundings.environment().get("TRELLIS_URL");
        URI host = uri(url != null ? url : local(state));
        return new PlatformAddress(host, token(options.as(), surroundings, state));
    }

    private static String local(Path state) {
        Path description = state.resolve("run").resolve("platform.json");
        if (!Files.exists(description)) {
            throw new CommandFailure(
                    ExitCode.UNAVAILABLE,
                    "no platform runs here: there is no " + description,
                    "Start it: ./trellis up",
                    "or name another one by TRELLIS_URL and TRELLIS_TOKEN.");
        }
        JsonNode url = Documents.read(Documents.readText(description), description.toString())
                .path("environment")
                .path("TRELLIS_ENGINE_URL");
        if (!url.isTextual()) {
            throw new CommandFailure(
                    ExitCode.UNAVAILABLE,
                    description + " names no engine host",
                    "Try: ./trellis down, then ./trellis up");
        }
        return url.textValue();
    }

    private static URI uri(String url) {
        try {
            URI address = URI.create(url.replaceAll("/+$", ""));
            if (address.getHost() != null && address.getScheme().startsWith("http")) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // Said below, as for every other text that is no address.
        }
        throw new CommandFailure(ExitCode.USAGE, "'" + url + "' is no address; expected http://HOST:PORT");
    }

    private static String token(@Nullable String person, Surroundings surroundings, Path state) {
        String given = surroundings.environment().get("TRELLIS_TOKEN");
        if (given != null && person == null) {
            return given;
        }
        Path file = state.resolve("tokens.json");
        if (!Files.exists(file)) {
            throw new CommandFailure(
                    ExitCode.UNAVAILABLE,
                    "there is no token: no TRELLIS_TOKEN, and no " + file,
                    "The local platform writes the file at its first start: ./trellis up");
        }
        return tokenOf(person == null ? USUAL_PERSON : person, file);
    }

    private static String tokenOf(String person, Path file) {
        JsonNode tokens = Documents.read(Documents.readText(file), file.toString());
        JsonNode entry = tokens.path(person);
        JsonNode token = entry.isObject() ? entry.path("token") : entry;
        if (!token.isTextual()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "there is no token named '" + person + "' in " + file,
                    "There are: "
                            + String.join(
                                    ", ",
                                    tokens.propertyStream()
                                            .map(Map.Entry::getKey)
                                            .toList()));
        }
        return token.textValue();
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return host.toString();
    }
}
