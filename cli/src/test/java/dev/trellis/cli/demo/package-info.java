@NullMarked
package dev.trellis.cli.demo;

import org.jspecify.annotations.NullMarked;
