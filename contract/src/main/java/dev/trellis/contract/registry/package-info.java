/** Registry entries: processes, task types and policies. */
@NullMarked
package dev.trellis.contract.registry;

import org.jspecify.annotations.NullMarked;
