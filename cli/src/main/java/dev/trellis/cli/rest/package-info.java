/** The client of the REST interface. */
@NullMarked
package dev.trellis.cli.rest;

import org.jspecify.annotations.NullMarked;
