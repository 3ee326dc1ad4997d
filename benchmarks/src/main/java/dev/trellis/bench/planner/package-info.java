/** The speed of the planner alone. */
@NullMarked
package dev.trellis.bench.planner;

import org.jspecify.annotations.NullMarked;
