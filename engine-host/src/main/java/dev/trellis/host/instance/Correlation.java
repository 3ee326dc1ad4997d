package dev.trellis.host.instance;

import dev.trellis.contract.json.Json;
import dev.trellis.host.command.Caller;
import org.jspecify.annotations.Nullable;

/**
 * A message for one waiting instance, or for a process that starts by it.
 *
 * @param name of the BPMN message
 * @param instanceId the addressee, null when found otherwise
 * @param businessKey the addressee's case, null when found otherwise
 * @param variableMatch a JSON object whose members all equal variables of the addressee; empty when found otherwise
 * @param variables a JSON object, set on the addressee
 */
public record Correlation(
        Caller caller,
        String name,
        @Nullable String instanceId,
        @Nullable String businessKey,
        Json variableMatch,
        Json variables) {}
