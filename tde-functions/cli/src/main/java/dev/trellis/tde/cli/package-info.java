/** The kind {@code cli}: a declared program with a declared shape of arguments, in a process of its own. */
@NullMarked
package dev.trellis.tde.cli;

import org.jspecify.annotations.NullMarked;
