/** The audit trail: a hash chain for each instance. */
@NullMarked
package dev.trellis.host.audit;

import org.jspecify.annotations.NullMarked;
