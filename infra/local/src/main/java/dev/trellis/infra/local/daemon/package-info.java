/** The one process in which the local cloud runs, and its control endpoint. */
@NullMarked
package dev.trellis.infra.local.daemon;

import org.jspecify.annotations.NullMarked;
