/** Events that leave the host in the transaction that made them true. */
@NullMarked
package dev.trellis.host.outbox;

import org.jspecify.annotations.NullMarked;
