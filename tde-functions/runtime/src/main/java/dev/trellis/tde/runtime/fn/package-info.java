/** The function's edge: one {@code @Funq} method that every transport's binding calls. */
@NullMarked
package dev.trellis.tde.runtime.fn;

import org.jspecify.annotations.NullMarked;
