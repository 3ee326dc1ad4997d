/** Those who act in a schedule: orchestrators, functions, hosts, people, and an adversary. */
@NullMarked
package dev.trellis.simulation.actor;

import org.jspecify.annotations.NullMarked;
