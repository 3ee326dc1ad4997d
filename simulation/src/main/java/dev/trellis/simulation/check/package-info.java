/** What must hold during a schedule and at its end. */
@NullMarked
package dev.trellis.simulation.check;

import org.jspecify.annotations.NullMarked;
