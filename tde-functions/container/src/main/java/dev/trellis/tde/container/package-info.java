/** The kind {@code container}: an image named by its digest, run once for each task. */
@NullMarked
package dev.trellis.tde.container;

import org.jspecify.annotations.NullMarked;
