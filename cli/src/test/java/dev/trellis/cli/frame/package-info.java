@NullMarked
package dev.trellis.cli.frame;

import org.jspecify.annotations.NullMarked;
