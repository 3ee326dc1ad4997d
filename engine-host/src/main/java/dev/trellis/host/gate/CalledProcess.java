package dev.trellis.host.gate;

import dev.trellis.host.expression.Expression;
import org.jspecify.annotations.Nullable;

/**
 * A process that a call activity starts and waits for.
 *
 * @param key the id of the process, or an expression whose value is one
 * @param businessKey the business key of the called instance; null when none is passed
 * @param allVariables whether all variables of the caller are passed
 * @param versionRange the range of the property {@code trellis.version}; null for the registry's stable version
 */
public record CalledProcess(
        ElementRef element,
        Expression key,
        @Nullable Expression businessKey,
        boolean allVariables,
        Mapping mapping,
        @Nullable String versionRange) {}
