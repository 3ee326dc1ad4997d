/** The ports between the actors, with everything on the way that may go wrong. */
@NullMarked
package dev.trellis.simulation.port;

import org.jspecify.annotations.NullMarked;
