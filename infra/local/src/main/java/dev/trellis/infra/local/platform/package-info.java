/** What lies in the state folder: ports, recorded processes, the description of the running platform. */
@NullMarked
package dev.trellis.infra.local.platform;

import org.jspecify.annotations.NullMarked;
