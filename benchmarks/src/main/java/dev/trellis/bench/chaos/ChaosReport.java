package dev.trellis.bench.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.wire.JsonText;
import java.util.Map;

/**
 * What came of a run.
 *
 * @param seed that repeats the order of the faults
 * @param instances that were started
 * @param verdict whether the promises held
 * @param kills by fault
 * @param nuisances by kind
 * @param messages by fate: lost, doubled, late
 * @param calls of the outside service
 * @param seconds from the first start to the last look
 */
record ChaosReport(
        long seed,
        int instances,
        Verdict verdict,
        Map<String, Integer> kills,
        Map<String, Integer> nuisances,
        Map<String, Long> messages,
        long calls,
        double seconds) {

    /**
     * What was promised and did not hold; all zeros are good.
     *
     * @param lost steps of ended instances without an effect, and instances that were accepted and are not there
     * @param doubled steps whose effect happened more than once
     * @param unfinished instances that have not completed
     * @param incidents that are open
     * @param broken instances whose audit chain does not verify
     * @param left messages that lie on queues at rest
     */
    record Verdict(long lost, long doubled, long unfinished, long incidents, long broken, long left) {
        boolean holds() {
            return lost + doubled + unfinished + incidents + broken + left == 0;
        }
    }

    int killed() {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }

    String json() {
        ObjectNode report = JsonText.object()
                .put("seed", seed)
                .put("instances", instances)
                .put("tasks", instances * ChaosFlow.STEPS.size())
                .put("kills", killed())
                .put("lost", verdict.lost())
                .put("doubled", verdict.doubled())
                .put("unfinished", verdict.unfinished())
                .put("incidents", verdict.incidents())
                .put("broken_audits", verdict.broken())
                .put("messages_left", verdict.left())
                .put("calls", calls)
                .put("clock_skew_s", SecondHost.skewSeconds())
                .put("seconds", Math.round(seconds));
        ObjectNode killsByFault = report.putObject("kills_by_fault");
        kills.forEach(killsByFault::put);
        ObjectNode disturbed = report.putObject("nuisances");
        nuisances.forEach(disturbed::put);
        ObjectNode fates = report.putObject("messages");
        messages.forEach(fates::put);
        return report.toPrettyString();
    }

    String text() {
        return """
                %d instances of %d tasks, %d kills %s
                  nuisances %s, messages %s
                  the outside service was called %d times; the second host's clock was %d s ahead
                  lost %d, doubled %d, unfinished %d, open incidents %d, broken audit chains %d, messages left %d
                  %s, in %.0f s (seed %d)
                """.formatted(
                        instances,
                        ChaosFlow.STEPS.size(),
                        killed(),
                        kills,
                        nuisances,
                        messages,
                        calls,
                        SecondHost.skewSeconds(),
                        verdict.lost(),
                        verdict.doubled(),
                        verdict.unfinished(),
                        verdict.incidents(),
                        verdict.broken(),
                        verdict.left(),
                        verdict.holds() ? "everything held" : "NOT EVERYTHING HELD",
                        seconds,
                        seed);
    }
}
