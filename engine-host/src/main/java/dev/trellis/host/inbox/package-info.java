/** What waits for a person: user tasks and approvals. */
@NullMarked
package dev.trellis.host.inbox;

import org.jspecify.annotations.NullMarked;
