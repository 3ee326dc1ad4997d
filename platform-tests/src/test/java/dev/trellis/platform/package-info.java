/** The whole platform, started by the commands of the README and treated as users and bad days treat it. */
@NullMarked
package dev.trellis.platform;

import org.jspecify.annotations.NullMarked;
