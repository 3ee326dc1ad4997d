/** What every command to the kernel shares: who gives it, and how it is refused. */
@NullMarked
package dev.trellis.host.command;

import org.jspecify.annotations.NullMarked;
