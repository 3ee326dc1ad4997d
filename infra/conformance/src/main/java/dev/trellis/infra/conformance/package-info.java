/** What every adapter of a port must do: one abstract test class per port. */
@NullMarked
package dev.trellis.infra.conformance;

import org.jspecify.annotations.NullMarked;
