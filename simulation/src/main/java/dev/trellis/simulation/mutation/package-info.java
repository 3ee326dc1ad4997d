/** Bugs to plant, so that it is known what the simulation would find. */
@NullMarked
package dev.trellis.simulation.mutation;

import org.jspecify.annotations.NullMarked;
