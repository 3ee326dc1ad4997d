package dev.trellis.host.security;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Reads the token file at start, so that a wrong one stops the host and not the first caller. */
@ApplicationScoped
final class AuthenticationCheck {
    void atStart(@Observes StartupEvent event, BearerTokens tokens) {
        tokens.getPriority();
    }
}
