/** Classes of data: which variable holds data of which class, who may see it, and what people are shown of it. */
@NullMarked
package dev.trellis.host.dataclass;

import org.jspecify.annotations.NullMarked;
