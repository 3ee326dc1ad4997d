/** Watching of dispatched tasks: what the host wants to know and what it makes of the answer. */
@NullMarked
package dev.trellis.host.watch;

import org.jspecify.annotations.NullMarked;
