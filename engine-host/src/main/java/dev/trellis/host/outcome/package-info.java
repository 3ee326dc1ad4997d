/** Outcomes of tasks, applied in batches. */
@NullMarked
package dev.trellis.host.outcome;

import org.jspecify.annotations.NullMarked;
