package dev.trellis.cli.frame;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of a command that could not do what was asked; shown without a stack trace. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final transient List<String> advice;
    private final transient @Nullable JsonNode problem;

    /**
     * A failure with its cause for people.
     *
     * @param exitCode see {@link ExitCode}
     * @param advice lines that say more, or what to do
     */
    public CommandFailure(int exitCode, String message, String... advice) {
        this(exitCode, message, List.of(advice), null);
    }

    private CommandFailure(int exitCode, String message, List<String> advice, @Nullable JsonNode problem) {
        super(message);
        this.exitCode = exitCode;
        this.advice = advice;
        this.problem = problem;
    }

    /** A failure that the platform explained by a problem document (RFC 9457). */
    public static CommandFailure ofProblem(int status, JsonNode problem, List<String> advice) {
        String title = problem.path("title").asText("the platform answered with status " + status);
        String detail = problem.path("detail").asText("");
        String message = detail.isEmpty() || detail.equals(title) ? title : title + ": " + detail;
        return new CommandFailure(ExitCode.ofStatus(status), message, advice, problem);
    }

    public int exitCode() {
        return exitCode;
    }

    public List<String> advice() {
        return advice;
    }

    /** The failure as a JSON object: the platform's own problem document where there is one. */
    public JsonNode asJson() {
        if (problem != null) {
            return problem;
        }
        ObjectNode json = Documents.object();
        json.put("title", getMessage());
        json.put("exit_code", exitCode);
        advice.forEach(json.putArray("advice")::add);
        return json;
    }
}
