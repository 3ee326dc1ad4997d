@NullMarked
package dev.trellis.cli.instance;

import org.jspecify.annotations.NullMarked;
