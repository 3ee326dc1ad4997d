/** The cloud on one machine: its two main classes. */
@NullMarked
package dev.trellis.infra.local;

import org.jspecify.annotations.NullMarked;
