/** A manual driver of the kernel: a real database, ports in memory, and one step at a time. */
@NullMarked
package dev.trellis.host.testkit;

import org.jspecify.annotations.NullMarked;
