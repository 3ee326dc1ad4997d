/** Leasing of ready tasks to orchestrators. */
@NullMarked
package dev.trellis.host.lease;

import org.jspecify.annotations.NullMarked;
