/** The kind {@code sql}: prepared statements on a database that policy names. */
@NullMarked
package dev.trellis.tde.sql;

import org.jspecify.annotations.NullMarked;
