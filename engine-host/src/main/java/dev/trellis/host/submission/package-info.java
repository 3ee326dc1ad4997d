/** Submissions that arrive as messages: a Task Spec or the start of a process. */
@NullMarked
package dev.trellis.host.submission;

import org.jspecify.annotations.NullMarked;
