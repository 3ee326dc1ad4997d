/** Those who look on while a schedule runs: the trace, and the rules that hold at every step. */
@NullMarked
package dev.trellis.simulation.witness;

import org.jspecify.annotations.NullMarked;
