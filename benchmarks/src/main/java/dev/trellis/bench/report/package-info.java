/** Figures and how they are printed. */
@NullMarked
package dev.trellis.bench.report;

import org.jspecify.annotations.NullMarked;
