/** The kind {@code python}: a script in a process of its own, with nothing in reach but its inputs. */
@NullMarked
package dev.trellis.tde.python;

import org.jspecify.annotations.NullMarked;
