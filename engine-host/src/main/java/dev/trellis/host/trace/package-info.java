/** Traces: spans are read from what the tables say of a run that went, and handed to a collector. */
@NullMarked
package dev.trellis.host.trace;

import org.jspecify.annotations.NullMarked;
