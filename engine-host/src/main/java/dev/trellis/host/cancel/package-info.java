/** Cancellation of tasks: tombstones and their acknowledgement. */
@NullMarked
package dev.trellis.host.cancel;

import org.jspecify.annotations.NullMarked;
