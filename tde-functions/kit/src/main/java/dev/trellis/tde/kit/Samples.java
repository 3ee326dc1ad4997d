package dev.trellis.tde.kit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What the kit asks an executor to do.
 *
 * @param request members for every request in place of the kit's own, for example {@code task_type} and {@code settings}
 * @param inputs with which it succeeds, the same way each time
 * @param failing with which it fails; null when there are none
 * @param slow with which it takes longer than 10 s; null when there are none
 */
public record Samples(
        ObjectNode request,
        ObjectNode inputs,
        @Nullable ObjectNode failing,
        @Nullable ObjectNode slow) {}
