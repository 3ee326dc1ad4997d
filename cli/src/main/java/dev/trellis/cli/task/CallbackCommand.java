package dev.trellis.cli.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.cli.frame.Documents;
import dev.trellis.cli.frame.ExitCode;
import dev.trellis.cli.frame.Placeholders;
import dev.trellis.cli.frame.Terminal;
import dev.trellis.cli.rest.HostClient;
import dev.trellis.cli.rest.Paths;
import dev.trellis.cli.rest.RestCommand;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends an attempt that was handed over, or says how far it is. */
@Command(
        name = "callback",
        description = "End an attempt that was handed over, by its token; without -o and --fail, say that it goes on.")
public final class CallbackCommand extends RestCommand {
    @Parameters(paramLabel = "TOKEN")
    String token;

    @Option(
            names = {"-o", "--outputs"},
            paramLabel = "FILE",
            description = "It succeeded: a JSON object, the outputs.")
    @Nullable
    Path outputs;

    @Option(names = "--fail", paramLabel = "CODE", description = "It failed, with this error code.")
    @Nullable
    String code;

    @Option(names = "--retryable", description = "The failure may pass by itself.")
    boolean retryable;

    @Option(names = "--percent", paramLabel = "N", description = "How far it is, 0 to 100.")
    @Nullable
    Integer percent;

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "For people: of the failure, or of how far it is.")
    @Nullable
    String message;

    @Override
    protected int run(HostClient host, Terminal terminal) {
        if (outputs != null) {
            return succeed(host, terminal, token, surroundings().folder().resolve(outputs));
        }
        JsonNode answer = host.post(address(token), code == null ? beat() : failure(code));
        terminal.result(answer, answer.path("state").asText());
        return ExitCode.OK;
    }

    /** Completes the attempt of a token with the outputs in a file. */
    public static int succeed(HostClient host, Terminal terminal, String token, Path file) {
        ObjectNode body = Documents.object().put("status", "succeeded");
        body.set("outputs", Documents.readObject(file, new Placeholders(Map.of())));
        JsonNode answer = host.post(address(token), body);
        terminal.result(answer, answer.path("state").asText());
        return ExitCode.OK;
    }

    private ObjectNode failure(String failed) {
        ObjectNode body = Documents.object().put("status", "failed");
        body.putObject("error")
                .put("code", failed)
                .put("message", message == null ? "" : message)
                .put("retryable", retryable);
        return body;
    }

    private ObjectNode beat() {
        ObjectNode body = Documents.object().put("status", "running");
        ObjectNode progress = body.putObject("progress");
        if (percent != null) {
            progress.put("percent", percent);
        }
        if (message != null) {
            progress.put("message", message);
        }
        return body;
    }

    private static String address(String token) {
        return Paths.of("/v1/callbacks/%s", token).toString();
    }
}
