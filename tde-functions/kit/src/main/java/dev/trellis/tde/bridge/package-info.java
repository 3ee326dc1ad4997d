/** Workers that were written before Trellis, as executors: their code stays as it is. */
@NullMarked
package dev.trellis.tde.bridge;

import org.jspecify.annotations.NullMarked;
