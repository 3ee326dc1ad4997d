/** Stock Flowable external workers, for comparison. */
@NullMarked
package dev.trellis.bench.stock;

import org.jspecify.annotations.NullMarked;
