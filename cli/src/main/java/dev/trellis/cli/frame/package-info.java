/** What every command stands in: options, exit codes, the terminal. */
@NullMarked
package dev.trellis.cli.frame;

import org.jspecify.annotations.NullMarked;
