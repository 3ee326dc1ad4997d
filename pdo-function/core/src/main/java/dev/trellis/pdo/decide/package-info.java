/** What should become of a leased task: a pure function of the task, the registries, the limits and the time. */
@NullMarked
package dev.trellis.pdo.decide;

import org.jspecify.annotations.NullMarked;
