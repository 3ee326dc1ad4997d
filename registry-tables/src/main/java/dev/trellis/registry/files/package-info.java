/** Registry entries as files in a folder; the only package that needs YAML. */
@NullMarked
package dev.trellis.registry.files;

import org.jspecify.annotations.NullMarked;
