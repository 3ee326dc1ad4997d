@NullMarked
package dev.trellis.cli.task;

import org.jspecify.annotations.NullMarked;
