/** Commands on the registries: apply, list, show. */
@NullMarked
package dev.trellis.cli.registry;

import org.jspecify.annotations.NullMarked;
