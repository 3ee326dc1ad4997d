package dev.trellis.tde.kit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.kit.Transport.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What an executor makes of messages that it must not execute. */
final class BadRequests {
    static final List<Check> CHECKS = List.of(
            new Check("not-after", BadRequests::notAfter),
            new Check("not-json", bench -> unread(bench, "{\"contract\": \"trellis/v1\",", "no JSON")),
            new Check("no-object", bench -> unread(bench, "[1, 2]", "no JSON object")),
            new Check("no-token", bench -> unread(bench, without(bench, "attempt_token"), "without attempt_token")),
            new Check("other-contract", bench -> unread(bench, otherContract(bench), "of another contract version")));

    private static String notAfter(Bench bench) throws Failure, IOException, InterruptedException {
        String past = bench.clock().instant().minus(Duration.ofMinutes(1)).toString();
        Outcome outcome = bench.outcome(bench.request().put("not_after", past));
        if (!(outcome.result() instanceof Result.Failed failed)
                || !failed.error().code().equals("not_after")) {
            throw new Failure("expected status failed with the code not_after for a request that came too late, found "
                    + outcome.result());
        }
        return "refuses to start after not_after";
    }

    /** Refused or ignored: whoever answers what cannot be read would hide it from the dead-letter queue. */
    private static String unread(Bench bench, String message, String what)
            throws Failure, IOException, InterruptedException {
        Reply reply = bench.transport().deliver(message, bench.patience());
        if (reply instanceof Reply.Refused) {
            return "refuses a message that is " + what;
        }
        if (reply instanceof Reply.Silent && !bench.transport().tellsRefusals()) {
            return "does not answer a message that is " + what;
        }
        throw new Failure("expected it to refuse a message that is " + what + " (a status other than 0 or 2xx); "
                + reply.described());
    }

    private static String without(Bench bench, String member) {
        ObjectNode request = bench.request();
        request.remove(member);
        return JsonText.write(request);
    }

    private static String otherContract(Bench bench) {
        return JsonText.write(bench.request().put("contract", "trellis/v9"));
    }

    private BadRequests() {}
}
