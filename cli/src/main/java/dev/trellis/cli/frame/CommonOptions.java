package dev.trellis.cli.frame;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that every command takes. */
public final class CommonOptions {
    @Option(names = "--json", description = "Write the result as JSON to standard output, and nothing else there.")
    boolean json;

    @Option(names = "--state", paramLabel = "DIR", description = "State folder (default: .trellis, or TRELLIS_STATE).")
    @Nullable
    Path state;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Address of the engine host (default: the local platform's, or TRELLIS_URL).")
    @Nullable
    String url;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "Act with the token of this name in the state folder's tokens.json (default: admin).")
    @Nullable
    String as;

    public boolean json() {
        return json;
    }

    public @Nullable String url() {
        return url;
    }

    public @Nullable String as() {
        return as;
    }

    /** The same options with another person's token. */
    public CommonOptions as(String person) {
        CommonOptions other = new CommonOptions();
        other.json = json;
        other.state = state;
        other.url = url;
        other.as = person;
        return other;
    }

    /** The state folder that is meant. */
    public Path state(Surroundings surroundings) {
        return state == null ? surroundings.state() : surroundings.folder().resolve(state);
    }
}
