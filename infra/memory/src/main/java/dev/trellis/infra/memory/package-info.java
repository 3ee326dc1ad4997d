/** The ports in memory, on a clock that the caller moves: for tests and simulation. */
@NullMarked
package dev.trellis.infra.memory;

import org.jspecify.annotations.NullMarked;
