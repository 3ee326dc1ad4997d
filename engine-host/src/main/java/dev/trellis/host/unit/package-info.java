/** Task types whose executor is a process: a task is begun as an instance of its own, and the end of that is its outcome. */
@NullMarked
package dev.trellis.host.unit;

import org.jspecify.annotations.NullMarked;
