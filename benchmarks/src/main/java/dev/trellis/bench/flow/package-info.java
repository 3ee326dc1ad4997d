/** The processes and task types that are measured. */
@NullMarked
package dev.trellis.bench.flow;

import org.jspecify.annotations.NullMarked;
