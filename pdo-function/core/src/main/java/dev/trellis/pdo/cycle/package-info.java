/** The loop: lease, plan, send, confirm, watch, publish, until nothing is left to do. */
@NullMarked
package dev.trellis.pdo.cycle;

import org.jspecify.annotations.NullMarked;
