/** The demo: a real process on real data, checked against figures computed by another path. */
@NullMarked
package dev.trellis.cli.demo;

import org.jspecify.annotations.NullMarked;
