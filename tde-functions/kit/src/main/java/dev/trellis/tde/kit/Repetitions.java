package dev.trellis.tde.kit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.Outcome;
import dev.trellis.tde.kit.Transport.Reply;
import java.io.IOException;
import java.util.List;

/** What an executor makes of requests that come again. */
final class Repetitions {
    static final List<Check> CHECKS = List.of(
            new Check("duplicate", Repetitions::duplicate),
            new Check("next-attempt", Repetitions::nextAttempt),
            new Check("older-attempt", Repetitions::olderAttempt));

    private static String duplicate(Bench bench) throws Failure, IOException, InterruptedException {
        ObjectNode request = bench.request();
        Outcome first = bench.outcome(request);
        Reply again = bench.deliver(request);
        if (again instanceof Reply.Silent) {
            return "a message that comes twice is answered once";
        }
        Outcome second = Bench.read(again);
        if (!second.attempt().equals(first.attempt())) {
            throw new Failure("expected the same attempt and token, found attempt "
                    + second.attempt().number() + " under another token");
        }
        if (!Bench.outputs(second).equals(Bench.outputs(first))) {
            throw new Failure("expected the same outputs when the same message comes twice; they differ");
        }
        return "a message that comes twice gives the same outcome";
    }

    private static String nextAttempt(Bench bench) throws Failure, IOException, InterruptedException {
        ObjectNode first = bench.request();
        String outputs = bench.outputs(first);
        ObjectNode next = Bench.nextAttempt(first);
        Outcome second = bench.outcome(next);
        if (!second.attempt().token().equals(next.path("attempt_token").asText())) {
            throw new Failure("expected the token of the new attempt, found another one: the kernel would fence it");
        }
        if (!Bench.outputs(second).equals(outputs)) {
            throw new Failure("expected the new attempt to give the same outputs; they differ");
        }
        return "a new attempt answers under its own token";
    }

    private static String olderAttempt(Bench bench) throws Failure, IOException, InterruptedException {
        ObjectNode older = bench.request();
        ObjectNode newer = Bench.nextAttempt(older);
        Outcome told = bench.outcome(newer);
        Reply late = bench.deliver(older);
        if (late instanceof Reply.Silent) {
            return "an attempt older than the one that ended is dropped";
        }
        Outcome outcome = Bench.read(late);
        if (outcome.attempt().token().equals(told.attempt().token())) {
            throw new Failure("expected silence or the older attempt's own token, found the newer attempt's token");
        }
        if (outcome.attempt().number() != older.path("attempt").asInt()) {
            throw new Failure("expected the older attempt's number, found "
                    + outcome.attempt().number());
        }
        return "an older attempt speaks for itself alone, so the kernel fences it";
    }

    private Repetitions() {}
}
