/** Health, metrics and the status page. */
@NullMarked
package dev.trellis.host.observe;

import org.jspecify.annotations.NullMarked;
