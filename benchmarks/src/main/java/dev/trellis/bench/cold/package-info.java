/** The cold start of function processes. */
@NullMarked
package dev.trellis.bench.cold;

import org.jspecify.annotations.NullMarked;
