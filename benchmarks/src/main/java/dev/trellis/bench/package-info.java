/** The measurements that {@code trellis bench} takes. */
@NullMarked
package dev.trellis.bench;

import org.jspecify.annotations.NullMarked;
