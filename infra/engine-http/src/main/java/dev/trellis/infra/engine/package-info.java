/** The engine port over the host's REST interface. */
@NullMarked
package dev.trellis.infra.engine;

import org.jspecify.annotations.NullMarked;
