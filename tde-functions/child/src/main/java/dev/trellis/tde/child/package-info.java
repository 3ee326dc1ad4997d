/** Child processes that are shut in: no environment, no network unless allowed, bounded in all they use, and gone afterwards. */
@NullMarked
package dev.trellis.tde.child;

import org.jspecify.annotations.NullMarked;
