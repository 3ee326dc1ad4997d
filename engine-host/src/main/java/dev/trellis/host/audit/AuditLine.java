package dev.trellis.host.audit;

import dev.trellis.contract.json.Json;
import java.time.Instant;

/**
 * One line of an audit trail.
 *
 * @param number from 1, without a gap
 * @param hash lower-case hex SHA-256 over the previous line's hash and this line's content
 */
public record AuditLine(long number, Instant at, String kind, String actor, Json details, String hash) {}
