/** Tasks for people. */
@NullMarked
package dev.trellis.host.usertask;

import org.jspecify.annotations.NullMarked;
