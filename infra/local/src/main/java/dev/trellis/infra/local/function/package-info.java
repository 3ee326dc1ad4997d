/** The function runner: real Lambda packages as child processes, started on demand and gone when idle. */
@NullMarked
package dev.trellis.infra.local.function;

import org.jspecify.annotations.NullMarked;
