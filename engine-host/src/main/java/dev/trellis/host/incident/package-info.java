/** Incidents: what a person has to decide. */
@NullMarked
package dev.trellis.host.incident;

import org.jspecify.annotations.NullMarked;
