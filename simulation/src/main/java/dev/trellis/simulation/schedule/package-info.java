/** One thread, many strands: who runs next, what time it is, and what goes wrong is drawn from the seed. */
@NullMarked
package dev.trellis.simulation.schedule;

import org.jspecify.annotations.NullMarked;
