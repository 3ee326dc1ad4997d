package dev.trellis.simulation.host;

import dev.trellis.simulation.mutation.Mutation;
import dev.trellis.simulation.mutation.Planted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The audit trail of each instance: lines that each hold the hash of the one before. */
public final class AuditTrails {
    private final Map<String, List<Line>> trails = new HashMap<>();
    private final Planted planted;

    AuditTrails(Planted planted) {
        this.planted = planted;
    }

    /** One line. */
    public record Line(long at, String kind, String subject, int attempt, long hash) {
        boolean follows(long previous) {
            return hash == mix(previous, at, kind, subject, attempt);
        }
    }

    void append(long at, String instanceId, String kind, String subject, int attempt) {
        List<Line> trail = trails.computeIfAbsent(instanceId, id -> new ArrayList<>());
        if (planted.has(Mutation.AUDIT_LINE_MISSING) && kind.equals("task.retried")) {
            return;
        }
        boolean forks = planted.has(Mutation.AUDIT_CHAIN_FORKS) && trail.size() == 3;
        int before = trail.size() - (forks ? 2 : 1);
        long previous = before < 0 ? 0 : trail.get(before).hash();
        trail.add(new Line(at, kind, subject, attempt, mix(previous, at, kind, subject, attempt)));
    }

    public List<Line> of(String instanceId) {
        return trails.getOrDefault(instanceId, List.of());
    }

    /** Whether each line follows the one before it. */
    public boolean isIntact(String instanceId) {
        long previous = 0;
        for (Line line : of(instanceId)) {
            if (!line.follows(previous)) {
                return false;
            }
            previous = line.hash();
        }
        return true;
    }

    private static long mix(long previous, long at, String kind, String subject, int attempt) {
        long mixed = previous * 0x9E3779B97F4A7C15L + at;
        mixed = (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L + kind.hashCode();
        mixed = (mixed ^ (mixed >>> 31)) * 0x94D049BB133111EBL + subject.hashCode();
        return (mixed ^ (mixed >>> 30)) + attempt;
    }
}
