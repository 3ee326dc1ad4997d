/** The kind {@code model}: chat and embedding models of services that policy names. */
@NullMarked
package dev.trellis.tde.model;

import org.jspecify.annotations.NullMarked;
