package dev.trellis.host.audit;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.wire.Sha256;
import dev.trellis.host.db.Database;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The audit trail in the table {@code audit}. A line's hash is the SHA-256 of the previous hash, the line's number, its
 * time in microseconds, its kind and actor with their lengths, and its details, joined by bars; the head of the chain
 * stands in the instance's row.
 */
public final class HashChain implements AuditTrail {
    private final Database database;

    public HashChain(Database database) {
        this.database = database;
    }

    @Override
    public void append(List<AuditEntry> entries, Handle transaction) {
        ChainGrowth.by(entries, transaction);
    }

    @Override
    public List<AuditLine> read(String instanceId) {
        return database.read(handle -> lines(handle, instanceId));
    }

    @Override
    public Verification verify(String instanceId) {
        return database.write(handle -> {
            Head head = handle.createQuery("select audit_number, audit_hash from instance where id = :id for share")
                    .bind("id", instanceId)
                    .map((row, context) -> new Head(row.getLong(1), row.getString(2)))
                    .findOne()
                    .orElse(new Head(0, ""));
            return check(lines(handle, instanceId), head);
        });
    }

    private record Head(long number, String hash) {}

    private static Verification check(List<AuditLine> lines, Head head) {
        String previous = "";
        long expected = 1;
        for (AuditLine line : lines) {
            if (line.number() != expected) {
                return new Verification.Broken(expected, "the line is missing");
            }
            if (!hash(previous, line).equals(line.hash())) {
                return new Verification.Broken(expected, "the content does not fit the hash");
            }
            previous = line.hash();
            expected++;
        }
        boolean complete = head.number() == lines.size() && head.hash().equals(previous);
        return complete
                ? new Verification.Intact(lines.size())
                : new Verification.Broken(expected, "the chain does not end where the instance says");
    }

    static String hash(String previous, AuditLine line) {
        return Sha256.hexOf(String.join(
                "|",
                previous,
                Long.toString(line.number()),
                Long.toString(micros(line.at())),
                Integer.toString(line.kind().codePointCount(0, line.kind().length())),
                line.kind(),
                Integer.toString(line.actor().codePointCount(0, line.actor().length())),
                line.actor(),
                line.details().text()));
    }

    private static long micros(Instant at) {
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    }

    private static List<AuditLine> lines(Handle handle, String instanceId) {
        return handle.createQuery(
                        "select number, at, kind, actor, details, hash from audit where instance_id = :id order by number")
                .bind("id", instanceId)
                .map((row, context) -> new AuditLine(
                        row.getLong(1),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getString(3),
                        row.getString(4),
                        new Json(row.getString(5)),
                        row.getString(6)))
                .list();
    }
}
