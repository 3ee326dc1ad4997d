@NullMarked
package dev.trellis.infra.memory;

import org.jspecify.annotations.NullMarked;
