/** How long what has ended is kept. */
@NullMarked
package dev.trellis.host.retention;

import org.jspecify.annotations.NullMarked;
