@NullMarked
package dev.trellis.cli.registry;

import org.jspecify.annotations.NullMarked;
