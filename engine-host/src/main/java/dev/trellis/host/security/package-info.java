/** Who calls: bearer tokens, OpenID Connect, roles. */
@NullMarked
package dev.trellis.host.security;

import org.jspecify.annotations.NullMarked;
