@NullMarked
package dev.trellis.registry;

import org.jspecify.annotations.NullMarked;
