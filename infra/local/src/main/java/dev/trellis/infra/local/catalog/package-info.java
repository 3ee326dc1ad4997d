/** Which functions and queues exist: made from registry entries, kept in step with them. */
@NullMarked
package dev.trellis.infra.local.catalog;

import org.jspecify.annotations.NullMarked;
