@NullMarked
package dev.trellis.registry.files;

import org.jspecify.annotations.NullMarked;
