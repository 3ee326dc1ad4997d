/**
 * The expression language of processes: a small, pure grammar for {@code ${…}} over JSON-like values, and the only one
 * that is ever evaluated. {@link dev.trellis.host.expression.Expression} is the way in.
 */
@NullMarked
package dev.trellis.host.expression;

import org.jspecify.annotations.NullMarked;
