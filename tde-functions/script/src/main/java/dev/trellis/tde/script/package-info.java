/** The kinds {@code python}, {@code shell} and {@code javascript}: a script in a process of its own, with nothing in reach but its inputs. */
@NullMarked
package dev.trellis.tde.script;

import org.jspecify.annotations.NullMarked;
