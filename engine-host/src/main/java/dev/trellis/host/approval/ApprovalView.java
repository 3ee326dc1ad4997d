package dev.trellis.host.approval;

import dev.trellis.contract.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A demand for a person's consent, as it is shown.
 *
 * @param version of the task type when the task was held, null when unknown
 * @param role that the person needs besides {@code approver}; several are separated by commas, and all are needed
 * @param reason why the task is held
 * @param submitter who may not decide
 * @param inputs what the person consents to; a JSON object
 * @param binding digest over inputs, task type and version: the consent holds for these alone
 * @param state {@code open}, {@code approved}, {@code rejected} or {@code void}
 */
public record ApprovalView(
        String id,
        String taskId,
        String instanceId,
        String taskType,
        @Nullable String version,
        String role,
        String reason,
        String submitter,
        Json inputs,
        String binding,
        String state,
        Instant requestedAt,
        @Nullable Instant decidedAt,
        @Nullable String decidedBy,
        @Nullable String decisionReason) {}
