package dev.trellis.host.limit;

import dev.trellis.contract.json.Json;

/**
 * A task that is about to be leased.
 *
 * @param fresh whether it is a new attempt; one that was leased already has its place
 * @param inputs an empty object where no limit counts by inputs
 */
public record Candidate(String taskId, String tenant, String taskType, boolean fresh, Json inputs) {}
