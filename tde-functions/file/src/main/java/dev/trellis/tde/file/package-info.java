/** The kind {@code file}: files of local folders and of the artifact store, within the prefixes that policy names. */
@NullMarked
package dev.trellis.tde.file;

import org.jspecify.annotations.NullMarked;
