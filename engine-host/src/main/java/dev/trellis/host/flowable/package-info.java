/** The embedded process engine; the only package that knows it. */
@NullMarked
package dev.trellis.host.flowable;

import org.jspecify.annotations.NullMarked;
