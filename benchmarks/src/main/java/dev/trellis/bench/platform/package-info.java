/** The whole platform on one machine. */
@NullMarked
package dev.trellis.bench.platform;

import org.jspecify.annotations.NullMarked;
