/** AOT caches for function packages, trained by running the packages themselves. */
@NullMarked
package dev.trellis.infra.local.train;

import org.jspecify.annotations.NullMarked;
