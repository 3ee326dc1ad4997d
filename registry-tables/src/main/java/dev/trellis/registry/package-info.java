/** The three registries: what they hold, how names resolve, how they change. */
@NullMarked
package dev.trellis.registry;

import org.jspecify.annotations.NullMarked;
