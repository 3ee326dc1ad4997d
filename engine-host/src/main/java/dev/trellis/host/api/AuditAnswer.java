package dev.trellis.host.api;

import dev.trellis.host.audit.AuditLine;
import dev.trellis.host.audit.AuditTrail.Verification;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An audit trail.
 *
 * @param intact whether every line seals the one before it
 * @param broken where and why the chain breaks; absent when it does not
 * @param lines oldest first
 */
public record AuditAnswer(boolean intact, @Nullable Breach broken, List<AuditLine> lines) {
    /**
     * Where a chain breaks.
     *
     * @param number of the first line that does not hold
     */
    public record Breach(long number, String reason) {}

    static AuditAnswer of(List<AuditLine> lines, Verification verification) {
        return switch (verification) {
            case Verification.Intact intact -> new AuditAnswer(true, null, lines);
            case Verification.Broken(long number, String reason) ->
                new AuditAnswer(false, new Breach(number, reason), lines);
        };
    }
}
