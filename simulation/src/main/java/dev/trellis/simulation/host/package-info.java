/** The engine host as a double: its tables, its transactions, and the real deciders between them. */
@NullMarked
package dev.trellis.simulation.host;

import org.jspecify.annotations.NullMarked;
