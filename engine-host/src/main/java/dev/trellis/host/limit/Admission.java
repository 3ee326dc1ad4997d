package dev.trellis.host.limit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decides, one after the other in their order, which tasks may begin. */
final class Admission {
    private final Map<String, KeyState> states;

    /** @param states of the keys that this transaction has locked */
    Admission(Map<String, KeyState> states) {
        this.states = new HashMap<>(states);
    }

    /** What becomes of one task. */
    sealed interface Verdict {
        /** It begins, and takes a place and a token under each of its keys. */
        record Begins(String taskId, List<LimitKey> keys) implements Verdict {}

        /**
         * It waits under a key.
         *
         * @param others the keys under which it would have found room
         */
        record Waits(String taskId, LimitKey key, String reason, List<LimitKey> others) implements Verdict {}

        /** Another transaction decides under one of its keys: it is looked at again. */
        record Contested(String taskId) implements Verdict {}
    }

    /** Tasks with their keys. */
    record Applicant(String taskId, List<LimitKey> keys) {}

    Verdict decide(Applicant applicant) {
        if (!applicant.keys().stream().allMatch(key -> states.containsKey(key.text()))) {
            return new Verdict.Contested(applicant.taskId());
        }
        for (LimitKey key : applicant.keys()) {
            var obstacle = state(key).obstacle(key.limit());
            if (obstacle.isPresent()) {
                List<LimitKey> others = new ArrayList<>(applicant.keys());
                others.remove(key);
                String reason = "limit " + key.text() + ": " + obstacle.get();
                return new Verdict.Waits(applicant.taskId(), key, reason, others);
            }
        }
        applicant.keys().forEach(key -> states.put(key.text(), state(key).withOneMore()));
        return new Verdict.Begins(applicant.taskId(), applicant.keys());
    }

    private KeyState state(LimitKey key) {
        return states.getOrDefault(key.text(), new KeyState(0, null));
    }

    /** What is taken after all that began. */
    Map<String, KeyState> states() {
        return Map.copyOf(states);
    }
}
