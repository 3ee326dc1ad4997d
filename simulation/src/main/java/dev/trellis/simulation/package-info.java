/** Seeded schedules of the whole protocol on one thread and a virtual clock, and what must hold in each of them. */
@NullMarked
package dev.trellis.simulation;

import org.jspecify.annotations.NullMarked;
