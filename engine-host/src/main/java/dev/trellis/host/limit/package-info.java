/** Limits of policies: how many tasks are under way at once, and how many begin in a time. */
@NullMarked
package dev.trellis.host.limit;

import org.jspecify.annotations.NullMarked;
