package dev.trellis.tde.kit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.kit.Transport.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What an executor makes of requests as the platform sends them. */
final class GoodRequests {
    /** How long an executor may need to stop. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    static final List<Check> CHECKS = List.of(
            new Check("success", GoodRequests::success),
            new Check("echo", GoodRequests::echo),
            new Check("trace", GoodRequests::trace),
            new Check("unknown-fields", GoodRequests::unknownFields),
            new Check("error-shape", GoodRequests::errorShape),
            new Check("timeout", GoodRequests::timeout),
            new Check("cancel", GoodRequests::cancel));

    private static String success(Bench bench) throws Failure, IOException, InterruptedException {
        String outputs = bench.outputs(bench.request());
        return "the sample inputs succeed with " + outputs.length() + " characters of outputs";
    }

    private static String echo(Bench bench) throws Failure, IOException, InterruptedException {
        ObjectNode request = bench.request();
        Outcome outcome = bench.outcome(request);
        same(
                "task_id",
                request.path("task_id").asText(),
                outcome.attempt().taskId().value());
        same("attempt", request.path("attempt").asText(), "" + outcome.attempt().number());
        same(
                "attempt_token",
                request.path("attempt_token").asText(),
                outcome.attempt().token());
        if (outcome.action() != Action.EXECUTE) {
            throw new Failure("expected action execute, found " + outcome.action());
        }
        if (outcome.finishedAt().isBefore(outcome.startedAt())) {
            throw new Failure(
                    "it finished at " + outcome.finishedAt() + ", before it started at " + outcome.startedAt());
        }
        return "task_id, attempt, attempt_token and action come back";
    }

    private static void same(String member, String expected, String found) throws Failure {
        if (!expected.equals(found)) {
            throw new Failure("expected " + member + " " + expected + ", found " + found);
        }
    }

    private static String trace(Bench bench) throws Failure, IOException, InterruptedException {
        ObjectNode request = bench.request();
        String carried = bench.outcome(request).traceparent();
        if (carried == null) {
            throw new Failure("expected a traceparent in the outcome, found none: the trace of the process breaks off");
        }
        String trace = request.path("traceparent").asText().substring(0, 35);
        if (!carried.startsWith(trace)) {
            throw new Failure("expected the trace " + trace + ", found " + carried);
        }
        return "the trace goes on";
    }

    private static String unknownFields(Bench bench) throws Failure, IOException, InterruptedException {
        String plain = bench.outputs(bench.request());
        ObjectNode request = bench.request();
        request.putObject("future_field").put("of", "a later minor version");
        request.putArray("another").add(1);
        if (!bench.outputs(request).equals(plain)) {
            throw new Failure("expected the same outputs whether or not the request holds fields of a later version");
        }
        return "fields of a later version change nothing";
    }

    private static String errorShape(Bench bench) throws Failure, Skip, IOException, InterruptedException {
        if (bench.samples().failing() == null) {
            throw new Skip("give inputs that fail: --failing FILE");
        }
        ObjectNode request = bench.request();
        request.set("inputs", bench.samples().failing());
        Result result = bench.outcome(request).result();
        if (!(result instanceof Result.Failed failed)) {
            throw new Failure("expected status failed, found " + result.status());
        }
        if (!failed.error().code().matches("[a-z0-9]+([._-][a-zA-Z0-9]+)*")) {
            throw new Failure("expected a code such as not_found that a model can catch, found "
                    + failed.error().code());
        }
        if (failed.error().message().isBlank()) {
            throw new Failure("expected an error message for people, found none");
        }
        return "fails with the code " + failed.error().code();
    }

    private static String timeout(Bench bench) throws Failure, Skip, IOException, InterruptedException {
        if (bench.samples().slow() == null) {
            throw new Skip("give inputs that take longer than 10 s: --slow FILE");
        }
        ObjectNode request = bench.request().put("timeout_s", 1);
        request.set("inputs", bench.samples().slow());
        Reply reply = bench.transport().deliver(JsonText.write(request), GRACE.plusSeconds(1));
        Result result = Bench.read(reply).result();
        if (!(result instanceof Result.Failed failed) || !failed.error().code().equals("timeout")) {
            throw new Failure("expected status failed with the code timeout after 1 s, found " + result);
        }
        if (!failed.error().retryable()) {
            throw new Failure("expected retryable true: another attempt may be faster");
        }
        return "ends itself after timeout_s";
    }

    private static String cancel(Bench bench) throws Failure, IOException, InterruptedException {
        ObjectNode request = bench.request().put("action", "cancel");
        Reply reply = bench.deliver(request);
        if (reply instanceof Reply.Silent) {
            return "takes a cancel and says nothing";
        }
        Outcome outcome = Bench.read(reply);
        if (outcome.action() != Action.CANCEL) {
            throw new Failure("expected action cancel in the outcome of a cancel, found " + outcome.action()
                    + ": the work seems to have been done");
        }
        return "answers a cancel as a cancel";
    }

    private GoodRequests() {}
}
