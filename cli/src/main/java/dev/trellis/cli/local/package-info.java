/** Commands on the platform of this machine, carried out by child processes. */
@NullMarked
package dev.trellis.cli.local;

import org.jspecify.annotations.NullMarked;
