/** Containers that are run for one task each: the port, and what passes through it. */
@NullMarked
package dev.trellis.contract.container;

import org.jspecify.annotations.NullMarked;
