/** Tasks: one row for each activation of an element that a function executes. */
@NullMarked
package dev.trellis.host.task;

import org.jspecify.annotations.NullMarked;
