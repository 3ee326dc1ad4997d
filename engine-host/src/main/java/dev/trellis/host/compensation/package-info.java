/** Compensation: tasks that succeeded are undone, one at a time, in the reverse order of their completion, once. */
@NullMarked
package dev.trellis.host.compensation;

import org.jspecify.annotations.NullMarked;
