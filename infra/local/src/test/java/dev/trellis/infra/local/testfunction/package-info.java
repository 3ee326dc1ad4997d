/** A function package for tests, without any framework: it does what the message says. */
@NullMarked
package dev.trellis.infra.local.testfunction;

import org.jspecify.annotations.NullMarked;
